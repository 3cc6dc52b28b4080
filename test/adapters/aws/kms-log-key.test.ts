// The public log's key as KMS answers: a stand-in with real Ed25519 keys. That KMS checks who asks is not proved here.
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openKmsLogKey } from "../../../shared/adapters/aws/kms-log-key.ts";
import { checkNote, noteKey, rawEd25519, readNote, signatureLine } from "../../../shared/register/log/index.ts";
import { keyId, kmsStandIn } from "../../support/kms-stand-in.ts";

const ed25519 = () => generateKeyPairSync("ed25519");
const standIn = (key: KeyObject, over?: Parameters<typeof kmsStandIn>[1]) => kmsStandIn(new Map([[keyId, key]]), over);
const text = new TextEncoder().encode("atti.example.org/log\n5\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n");

describe("the log's key in KMS", () => {
  it("signs a note that anybody checks with the key's line, and asks for the public half once", async () => {
    const { privateKey, publicKey } = ed25519();
    const { client, asked } = await standIn(privateKey);
    const key = await openKmsLogKey({ client, keyId });
    expect(key.publicKey).toEqual(rawEd25519(new Uint8Array(publicKey.export({ format: "der", type: "spki" }))));
    const named = noteKey("atti.example.org/log", key.publicKey);
    for (let time = 0; time < 2; time += 1) {
      const note = readNote(`${new TextDecoder().decode(text)}\n${signatureLine(named, await key.sign(text))}`);
      expect(note && checkNote(note, named)).toBe("holds");
    }
    const targets = asked.map(({ target }) => target);
    expect(targets).toEqual(["TrentService.GetPublicKey", "TrentService.Sign", "TrentService.Sign"]);
    expect(asked[1]?.body).toEqual({
      KeyId: keyId,
      Message: Buffer.from(text).toString("base64"),
      MessageType: "RAW",
      SigningAlgorithm: "ED25519_SHA_512",
    });
  });

  it.each([
    ["of RSA", () => generateKeyPairSync("rsa", { modulusLength: 2048 }), {}, "no Ed25519 key"],
    ["on P-256", () => generateKeyPairSync("ec", { namedCurve: "P-256" }), {}, "no Ed25519 key"],
    ["of Ed448", () => generateKeyPairSync("ed448"), {}, "no Ed25519 key"],
    ["that agrees on secrets", ed25519, { usage: "KEY_AGREEMENT" }, "does not sign"],
  ])("does not open %s", async (_, pair, over, says) => {
    const { client } = await standIn(pair().privateKey, over);
    await expect(openKmsLogKey({ client, keyId })).rejects.toThrow(says);
  });

  it("does not open where KMS has no such key", async () => {
    const { client } = await kmsStandIn(new Map());
    await expect(openKmsLogKey({ client, keyId })).rejects.toMatchObject({ name: "NotFoundException" });
  });

  it("serves no signature that its own public half does not verify", async () => {
    const { client } = await standIn(ed25519().privateKey, { spoil: true });
    const key = await openKmsLogKey({ client, keyId });
    await expect(key.sign(text)).rejects.toThrow("does not verify");
  });
});
