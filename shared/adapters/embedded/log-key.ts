import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { rawEd25519 } from "../../register/log/index.ts";
import type { LogKey } from "../../workflow/ports/public-log.ts";

/** PKCS#8 of an Ed25519 key before its 32 bytes (RFC 8410 §7). */
const pkcs8Head = Buffer.from("302e020100300506032b657004220420", "hex");

/** The log's key of one machine, from the 32 secret bytes that it keeps in a file of its own. @throws for another length */
export function logKeyFrom(secret: Uint8Array): LogKey {
  if (secret.length !== 32) throw new Error(`the log's key should have 32 bytes and has ${secret.length}`);
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Head, secret]), format: "der", type: "pkcs8" });
  const spki = new Uint8Array(createPublicKey(privateKey).export({ format: "der", type: "spki" }));
  return {
    publicKey: rawEd25519(spki),
    sign: async (text) => new Uint8Array(sign(null, text, privateKey)),
  };
}
