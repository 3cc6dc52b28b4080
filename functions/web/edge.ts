import { createHash, timingSafeEqual } from "node:crypto";
import type { handle } from "hono/aws-lambda";

type Handler = ReturnType<typeof handle>;
/** A request as API Gateway tells it (HTTP API, payload format 2.0). */
export type HttpEvent = Extract<Parameters<Handler>[0], { readonly routeKey: string }>;

/** What the distribution adds to each request: its word, and the visitor's address as it saw it. */
export const wordHeader = "x-visto-edge";
export const viewerHeader = "x-visto-viewer";

export type EdgeHandler = (
  event: HttpEvent,
  context?: Parameters<Handler>[1],
) => Promise<{ readonly statusCode: number; readonly body: string }>;

const digest = (text: string) => createHash("sha256").update(text, "utf8").digest();

/**
 * Answers only what came through the distribution: who calls the API's own address goes around its firewall, and could
 * claim any address for the limits. The app then sees the request as the visitor made it: to the body's own origin (the
 * API is called by another name), from the visitor's address (the API sees the edge's).
 */
export const throughEdge =
  ({ word, origin }: { readonly word: string; readonly origin: string }, answer: EdgeHandler): EdgeHandler =>
  async (event, context) => {
    const { [wordHeader]: given = "", [viewerHeader]: viewer, ...headers } = event.headers;
    // Digests, so that the time of the comparison tells nothing, not even the length.
    if (!timingSafeEqual(digest(given), digest(word))) return { statusCode: 403, body: "" };
    const { host } = new URL(origin);
    const { http } = event.requestContext;
    const requestContext = {
      ...event.requestContext,
      domainName: host,
      http: { ...http, sourceIp: viewer ?? http.sourceIp },
    };
    return answer({ ...event, headers: { ...headers, host }, requestContext }, context);
  };
