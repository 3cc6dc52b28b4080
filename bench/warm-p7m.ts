import { execFileSync } from "node:child_process";
import { createHash, randomFillSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
// biome-ignore lint/style/noRestrictedImports: a peer to be measured, used for nothing else
import forge from "node-forge";
import { verifyBytes } from "../shared/signature/index.ts";

/** Small envelopes in one warm process: ours, node-forge taken apart by hand (it has no verify), and a bare hash. */
export async function warm(at: (name: string) => string): Promise<void> {
  for (const [name, size] of [
    ["100 KB", 100 * 1024],
    ["2 MB", 2 * 1024 * 1024],
  ] as const) {
    writeFileSync(at("small"), randomFillSync(Buffer.alloc(size)));
    const by = ["-signer", at("cert.pem"), "-inkey", at("key.pem"), "-md", "sha256"];
    const out = ["-binary", "-nodetach", "-outform", "DER", "-in", at("small"), "-out", at("small.p7m")];
    execFileSync("openssl", ["cms", "-sign", ...by, ...out]);
    const bytes = new Uint8Array(readFileSync(at("small.p7m")));
    const hash = median(() => createHash("sha256").update(bytes).digest("hex"));
    const ours = median(() => {
      const report = verifyBytes(bytes, { anchors: [], at: new Date("2026-01-01T00:00:00Z") });
      if (report.signatures[0]?.integrity !== "valid") throw new Error("not valid");
    });
    const theirs = median(() => {
      if (!byForge(bytes)) throw new Error("forge: not valid");
    });
    const times = [ours, theirs, hash].map((each) => `${each.toFixed(2)} ms`).join(", ");
    console.log(
      `warm ${name}: forge takes ${(theirs / ours).toFixed(1)} times ours, ours ${(ours / hash).toFixed(2)} of a bare hash of it  [${times}]`,
    );
  }
}

/** Rounds before the clock starts: the engine compiles a path after some dozens of calls, for us and for the peer alike. */
const rounds = { warming: 150, measured: 75 } as const;

function median(work: () => void): number {
  for (let round = 0; round < rounds.warming; round++) work();
  const times = Array.from({ length: rounds.measured }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return times.sort((a, b) => a - b)[Math.floor(rounds.measured / 2)] ?? Number.NaN;
}

/** The digest and the RSA signature, no more: what node-forge gives to work with. */
function byForge(bytes: Uint8Array): boolean {
  const asn1 = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(bytes).toString("binary")));
  // The types of node-forge leave out what its own reader captures.
  const message = forge.pkcs7.messageFromAsn1(asn1) as unknown as {
    certificates: forge.pki.Certificate[];
    rawCapture: {
      content: { value: { value: string }[] };
      signature: string;
      authenticatedAttributes: forge.asn1.Asn1[];
    };
  };
  const { content, signature, authenticatedAttributes } = message.rawCapture;
  const digest = forge.md.sha256
    .create()
    .update(content.value[0]?.value ?? "")
    .digest()
    .getBytes();
  const set = forge.asn1.create(forge.asn1.Class.UNIVERSAL, forge.asn1.Type.SET, true, authenticatedAttributes);
  const encoded = forge.asn1.toDer(set).getBytes();
  const key = message.certificates[0]?.publicKey as forge.pki.rsa.PublicKey;
  const signed = forge.md.sha256.create().update(encoded);
  return encoded.includes(digest) && key.verify(signed.digest().getBytes(), signature);
}
