import { lookup } from "node:dns/promises";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import type { WebhookAnswer, WebhookRequest, WebhookSender } from "../../workflow/ports/webhooks.ts";
import { isLoopback, isPublicAddress } from "./public-address.ts";

export type WebhookSenderOptions = {
  readonly milliseconds?: number;
  /** For tests against receivers on this machine only; then also over http. */
  readonly allowLoopback?: boolean;
  readonly resolve?: (host: string) => Promise<readonly { readonly address: string }[]>;
};

/**
 * Posts webhooks as {@link WebhookSender} promises. The name is resolved once, every address of it must be public, and
 * the connection goes to the address that was looked at (DNS rebinding); a redirect is an answer and is not followed.
 */
export function webhookSender(options: WebhookSenderOptions = {}): WebhookSender {
  const resolve = options.resolve ?? ((host: string) => lookup(host, { all: true }));
  return {
    async post(request) {
      const signal = AbortSignal.timeout(options.milliseconds ?? 15_000);
      try {
        const target = new URL(request.url);
        const secure = target.protocol === "https:";
        if (!secure && !(options.allowLoopback && target.protocol === "http:")) return refused;
        const host = target.hostname.replace(/^\[|\]$/g, "");
        const addresses = isIP(host) === 0 ? await resolve(host) : [{ address: host }];
        const isAllowed = ({ address }: { readonly address: string }) =>
          isPublicAddress(address) || (options.allowLoopback === true && isLoopback(address));
        const [first] = addresses;
        if (!first) return { ok: false, problem: "UNREACHABLE" };
        // One that is not public refuses the whole name: it is not ours to choose among them.
        if (!addresses.every(isAllowed)) return refused;
        return await send(request, target, first.address, signal);
      } catch {
        return { ok: false, problem: signal.aborted ? "TOO_SLOW" : "UNREACHABLE" };
      }
    },
  };
}

const refused: WebhookAnswer = { ok: false, problem: "ADDRESS_REFUSED" };

function send(
  { headers, body }: WebhookRequest,
  target: URL,
  address: string,
  signal: AbortSignal,
): Promise<WebhookAnswer> {
  const secure = target.protocol === "https:";
  const host = target.hostname.replace(/^\[|\]$/g, "");
  const bytes = new TextEncoder().encode(body);
  return new Promise((resolve, reject) => {
    const outgoing = (secure ? httpsRequest : httpRequest)({
      host: address,
      port: target.port === "" ? (secure ? 443 : 80) : Number(target.port),
      path: `${target.pathname}${target.search}`,
      method: "POST",
      agent: false,
      signal,
      headers: { ...headers, host: target.host, "content-length": bytes.length, "user-agent": "visto" },
      ...(secure && isIP(host) === 0 ? { servername: host } : {}),
    });
    outgoing.on("error", reject);
    outgoing.once("response", (response) => {
      const status = response.statusCode ?? 0;
      // Nothing of the answer is read: it could be as long as the receiver likes.
      response.destroy();
      resolve(status >= 200 && status < 300 ? { ok: true, status } : { ok: false, problem: "REFUSED", status });
    });
    outgoing.end(bytes);
  });
}
