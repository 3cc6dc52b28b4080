import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { commitTo } from "../../../shared/register/index.ts";
import {
  checkNote,
  checkProof,
  checkpointText,
  digestBytes,
  leafHash,
  noteKey,
  rawEd25519,
  readCheckpoint,
  readNote,
  readProofFile,
  readVerifierLine,
  rootOf,
  signatureLine,
  verifierLine,
  writeProofFile,
} from "../../../shared/register/log/index.ts";

const privateKey = createPrivateKey({
  key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.alloc(32, 7)]),
  format: "der",
  type: "pkcs8",
});
const spki = new Uint8Array(createPublicKey(privateKey).export({ format: "der", type: "spki" }));
const key = noteKey("borgosereno.example/registro-TEST", rawEd25519(spki));
const utf8 = new TextEncoder();
const signed = (text: string, by = key) =>
  `${text}\n${signatureLine(by, new Uint8Array(sign(null, utf8.encode(text), privateKey)))}`;

const impronta = "AB".repeat(32);
const event = {
  id: "01",
  type: "act.sealed.v1",
  subject: "A1",
  time: "2025-12-24T09:00:00.000Z",
  data: { rev: 1, copy: impronta, original: null, seq: 3 },
};
const salt = "0f".repeat(16);
const leaves = ["x", "y"].map((text) => leafHash(utf8.encode(text)));
const leaf = leafHash(digestBytes(commitTo(salt, event)));
const other = leaves[0] ?? leaf;
const root = rootOf([other, leaf]);
const checkpoint = signed(checkpointText({ origin: key.name, size: 2, root }));
const extra = utf8.encode(JSON.stringify({ salt, event }));
const proof = writeProofFile({ extra, index: 1, path: [other], checkpoint });

describe("the key of a log", () => {
  it("reads the line of the format's own package, and writes the same", () => {
    // golang.org/x/mod/sumdb/note: the example of its documentation.
    const line = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const read = readVerifierLine(line);
    expect(read).toMatchObject({ name: "PeterNeumann", id: "c74f20a3" });
    expect(read && verifierLine(read)).toBe(line);
    expect(readVerifierLine(`${verifierLine(key)}\n`)).toEqual(key);
  });

  it("verifies the signature of that example, which another program made", () => {
    const text =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
      "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    const note = readNote(text);
    const peter = readVerifierLine("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    expect(note && peter && checkNote(note, peter)).toBe("holds");
    const altered = readNote(text.replace("your problem is", "my problem is"));
    expect(altered && peter && checkNote(altered, peter)).toBe("fails");
  });

  it.each([
    "",
    "PeterNeumann",
    "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "PeterNeumann+c74f20a3+ARpc",
    "PeterNeumann+c74f20a3+????",
    `x+c74f20a3+${"A".repeat(100_000)}`,
  ])("is not %j", (line) => {
    expect(readVerifierLine(line)).toBeUndefined();
  });
});

describe("a checkpoint", () => {
  it("is signed by its log, and by no other that has the name or the id", () => {
    const note = readCheckpoint(checkpoint)?.note;
    if (!note) throw new Error("it is a checkpoint");
    expect(checkNote(note, key)).toBe("holds");
    expect(checkNote(note, { ...key, id: "00000000" })).toBe("absent");
    expect(checkNote(note, { ...key, publicKey: new Uint8Array(32).fill(9) })).toBe("fails");
    const twice = `${checkpoint}${signatureLine(key, new Uint8Array(64))}`;
    const second = readCheckpoint(twice)?.note;
    expect(second && checkNote(second, key)).toBe("fails");
  });

  it("passes over signatures that nobody here knows", () => {
    const cosigned = `${checkpoint}${signatureLine({ name: "testimone.example", id: "01020304" }, new Uint8Array(72))}`;
    const note = readCheckpoint(cosigned)?.note;
    expect(note && checkNote(note, key)).toBe("holds");
  });

  it.each([
    ["nothing", ""],
    ["no signature", checkpointText({ origin: key.name, size: 2, root })],
    ["an empty origin", signed(`\n2\n${"A".repeat(43)}=\n`)],
    ["an origin with a space", signed(`a b\n2\n${"A".repeat(43)}=\n`)],
    ["a size with a leading zero", signed(`a\n02\n${"A".repeat(43)}=\n`)],
    ["a negative size", signed(`a\n-2\n${"A".repeat(43)}=\n`)],
    ["a size beyond numbers", signed(`a\n99999999999999999999\n${"A".repeat(43)}=\n`)],
    ["a root of 31 bytes", signed(`a\n2\n${"A".repeat(40)}AA==\n`)],
    ["a root in another spelling", signed(`a\n2\n${"A".repeat(42)}B=\n`)],
    ["a control character", signed(`a\n2\n${"A".repeat(43)}=\n\u0007\n`)],
    ["carriage returns", checkpoint.replaceAll("\n", "\r\n")],
    ["a signature line with a hyphen", checkpoint.replace("—", "-")],
    ["a signature without bytes", checkpoint.replace(/ [^ ]+\n$/, " AAAA\n")],
    ["no last line feed", checkpoint.slice(0, -1)],
    ["too much", `${checkpoint}${"— a AAAAAAAA\n".repeat(20_000)}`],
  ])("is not %s", (_, text) => {
    expect(readCheckpoint(text)).toBeUndefined();
  });
});

describe("a proof file", () => {
  it("comes back as it was written", () => {
    expect(readProofFile(proof)).toMatchObject({ extra, index: 1, path: [other], checkpoint });
    expect(readProofFile(writeProofFile({ index: 0, path: [], checkpoint }))).toMatchObject({ index: 0, path: [] });
  });

  it.each([
    ["nothing", ""],
    ["another version", proof.replace("@v1", "@v2")],
    ["no index", proof.replace(/index 1\n/, "")],
    ["an index with a sign", proof.replace("index 1", "index +1")],
    ["an index with a leading zero", proof.replace("index 1", "index 01")],
    ["extra that is no base64", proof.replace(/extra .*/, "extra ??")],
    ["extra after the index", proof.replace(/(extra .*)\n(index 1)/, "$2\n$1")],
    ["a hash of 31 bytes", writeProofFile({ index: 1, path: [other.slice(1)], checkpoint })],
    ["a path without end", writeProofFile({ index: 1, path: Array(54).fill(other), checkpoint })],
    ["no checkpoint", writeProofFile({ index: 1, path: [other], checkpoint: "" })],
    ["a binary file", "\u0000\u0001%PDF"],
  ])("is not %s", (_, text) => {
    expect(readProofFile(text)).toBeUndefined();
    expect(checkProof(impronta, text, key)).toEqual({ ok: false, code: "PROOF_NOT_READABLE" });
  });
});

describe("the proof of a document", () => {
  it("holds for the file that the event names, by the log's key", () => {
    expect(checkProof(impronta, proof, key)).toMatchObject({ ok: true, signed: true, size: 2, index: 1, event });
    expect(checkProof(impronta, proof)).toMatchObject({ ok: true, signed: false });
  });

  const told = (value: unknown) =>
    writeProofFile({ extra: utf8.encode(JSON.stringify(value)), index: 1, path: [other], checkpoint });
  const otherKey = noteKey("altro.example/registro", key.publicKey);
  it.each([
    ["another file", "CD".repeat(32), proof, "ANOTHER_DOCUMENT"],
    ["another event", impronta, told({ salt, event: { ...event, time: "2026" } }), "NOT_IN_THE_LOG"],
    ["another salt", impronta, told({ salt: "1f".repeat(16), event }), "NOT_IN_THE_LOG"],
    ["another place", impronta, proof.replace("index 1", "index 0"), "NOT_IN_THE_LOG"],
    ["a redacted event", impronta, writeProofFile({ index: 1, path: [other], checkpoint }), "PROOF_REDACTED"],
    ["no salt", impronta, told({ event }), "PROOF_NOT_READABLE"],
    ["a number that is none", impronta, told({ salt, event: { ...event, data: { rev: 1.5 } } }), "PROOF_NOT_READABLE"],
    ["half a character", impronta, told({ salt, event: { ...event, id: "\ud800" } }), "NOT_IN_THE_LOG"],
    ["a signature of another text", impronta, proof.replace(`\n2\n`, "\n3\n"), "NOT_IN_THE_LOG"],
  ])("does not hold for %s", (_, sha256, text, code) => {
    expect(checkProof(sha256, text, key)).toEqual({ ok: false, code });
  });

  it("does not hold under another key, nor with a signature that was changed", () => {
    expect(checkProof(impronta, proof, otherKey)).toEqual({ ok: false, code: "ANOTHER_KEY" });
    const forged = `${checkpointText({ origin: key.name, size: 2, root })}\n${signatureLine(key, new Uint8Array(64))}`;
    const text = writeProofFile({ extra, index: 1, path: [other], checkpoint: forged });
    expect(checkProof(impronta, text, key)).toEqual({ ok: false, code: "SIGNATURE_FAILS" });
  });
});
