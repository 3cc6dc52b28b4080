import { randomBytes } from "node:crypto";
import { readTimestampResponse, timestampRequest } from "../../seal/index.ts";
import type { Timestamps } from "../../workflow/ports/timestamps.ts";

export type HttpTimestampsOptions = {
  /** Of the authority, http or https; a name and password in it are sent as basic authentication. */
  readonly url: string;
  /** For one question, answer included; 10 seconds when absent. */
  readonly milliseconds?: number;
  /** Largest answer, bytes; 64 kB when absent. A token with its chain has a few thousand. */
  readonly bytes?: number;
};

/**
 * Asks a timestamp authority over HTTP (RFC 3161 §3.4).
 *
 * The address is the operator's own setting, so it may be inside; where it redirects to is nobody's setting, and is
 * not followed. @throws {TypeError} when the address is not one
 */
export function httpTimestamps({ url, milliseconds = 10_000, bytes = 65_536 }: HttpTimestampsOptions): Timestamps {
  const { target, headers } = addressed(url);
  return {
    async stamp(imprint) {
      const ask = { imprint, nonce: new Uint8Array(randomBytes(16)) };
      const response = await fetch(target, {
        method: "POST",
        headers,
        body: new Uint8Array(timestampRequest(ask)),
        redirect: "manual",
        signal: AbortSignal.timeout(milliseconds),
      }).catch((cause: unknown) => {
        throw new Error(`the timestamp authority ${target.host} does not answer`, { cause });
      });
      const answer = readTimestampResponse(await bodyOf(response, bytes, target.host), ask);
      if (!answer.ok)
        throw new Error(`the timestamp authority ${target.host} gave no token: ${answer.problem} (${answer.detail})`);
      return answer.token;
    },
  };
}

/** The secret leaves the address, so that no error and no log line shows it. */
function addressed(url: string): { target: URL; headers: Record<string, string> } {
  const target = new URL(url);
  if (target.protocol !== "http:" && target.protocol !== "https:") throw new TypeError("not a web address");
  const secret = [target.username, target.password].map(decodeURIComponent).join(":");
  target.username = "";
  target.password = "";
  return {
    target,
    headers: {
      "content-type": "application/timestamp-query",
      accept: "application/timestamp-reply",
      ...(secret === ":" ? {} : { authorization: `Basic ${Buffer.from(secret, "utf8").toString("base64")}` }),
    },
  };
}

/** Counted as it comes: a length that the server states is a promise. */
async function bodyOf(response: Response, most: number, host: string): Promise<Uint8Array> {
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`the timestamp authority ${host} answers with status ${response.status}`);
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > most) throw new Error(`the timestamp authority ${host} answers with more than ${most} bytes`);
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
