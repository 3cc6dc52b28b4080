import { hmacSha256 } from "../../act/index.ts";

/** Base 64 as platforms have it, of octets. */
const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const octets = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

/**
 * The three headers of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, one signature for each secret, so that
 * a receiver may change its own in its own time.
 * @param secrets `whsec_` and base 64.
 * @param seconds since 1970; receivers refuse what is more than five minutes off.
 */
export function webhookHeaders(
  secrets: readonly string[],
  id: string,
  seconds: number,
  body: string,
): Readonly<Record<string, string>> {
  const signed = `${id}.${seconds}.${body}`;
  const signature = secrets.map((secret) => `v1,${base64(hmacSha256(octets(secret.slice("whsec_".length)), signed))}`);
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": signature.join(" "),
  };
}
