import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { Keyed } from "../../workflow/ports/second-factor.ts";

const saltless = new Uint8Array(0);

/**
 * What a secret of 32 octets or more, kept outside the table, can do: HMAC-SHA256 and AES-256-GCM, each under a key of
 * its own (HKDF, RFC 5869). A copy of the table alone gives no code and no authenticator's secret away.
 * @throws {RangeError} for a shorter secret.
 */
export function keyedBy(secret: Uint8Array): Keyed {
  if (secret.length < 32) throw new RangeError("the secret of the second factors has 32 octets or more");
  const keyFor = (use: string) => new Uint8Array(hkdfSync("sha256", secret, saltless, `visto ${use}`, 32));
  const [macKey, wrapKey] = [keyFor("mac"), keyFor("wrap")];
  return {
    mac: (text) => createHmac("sha256", macKey).update(text).digest("hex"),
    wrap(text, about) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", wrapKey, nonce).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
    },
    unwrap(wrapped, about) {
      const bytes = Buffer.from(wrapped, "base64url");
      const cipher = createDecipheriv("aes-256-gcm", wrapKey, bytes.subarray(0, 12), { authTagLength: 16 });
      cipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString("utf8");
    },
  };
}
