import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import type { UploadTerms } from "../../workflow/ports/objects.ts";

const termsSchema = z.strictObject({
  bucket: z.literal("intake"),
  key: z.string().min(1),
  sha256: z
    .string()
    .regex(/^[0-9A-F]{64}$/)
    .optional(),
  length: z.int().nonnegative(),
  type: z.string().min(1),
  expiresAt: z.iso.datetime(),
});
// Names the purpose, so that no other use of the same secret can yield a permission to upload.
function macOf(payload: string, secret: Uint8Array): Buffer {
  return createHmac("sha256", secret).update(`visto upload 1\n${payload}`).digest();
}

/** Text for a URL that carries the terms, signed with HMAC-SHA-256. The terms can be read by whoever holds it. */
export function signTerms(terms: UploadTerms, secret: Uint8Array): string {
  const { bucket, key, sha256, length, type, expiresAt } = terms;
  const payload = Buffer.from(JSON.stringify({ bucket, key, sha256, length, type, expiresAt })).toString("base64url");
  return `${payload}.${macOf(payload, secret).toString("base64url")}`;
}

/** The terms that we signed, or `undefined` for any other text. Says nothing about their expiry. */
export function openToken(token: string, secret: Uint8Array): UploadTerms | undefined {
  const [payload = "", mac = "", ...rest] = token.split(".");
  const expected = macOf(payload, secret);
  const given = Buffer.from(mac, "base64url");
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const { sha256, ...terms } = termsSchema.parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
  return sha256 === undefined ? terms : { ...terms, sha256 };
}
