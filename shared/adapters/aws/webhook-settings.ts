import * as z from "zod";
import {
  type HeardEndpoint,
  type WebhookEndpoint,
  webhookEndpointSchema,
  webhookEndpointsSchema,
} from "../../workflow/ports/webhooks.ts";
import type { ReadsSecret } from "./kept-secret.ts";

export const heardSchema = z.array(webhookEndpointSchema.pick({ id: true, events: true })).max(5);
export const heardText = (endpoints: readonly HeardEndpoint[]): string =>
  JSON.stringify(endpoints.map(({ id, events }) => ({ id, ...(events ? { events } : {}) })));

/** Who hears of a change, from `VISTO_WEBHOOKS`: names and types, for the transaction of the change. */
export const heardVariable = z.string().transform((text, context): readonly HeardEndpoint[] => {
  const parsed = heardSchema.safeParse(jsonOrNothing(text));
  if (parsed.success) return parsed.data;
  context.issues.push({ code: "custom", input: text, message: "expected a JSON list of at most five {id, events?}" });
  return z.NEVER;
});

/**
 * The endpoints with their addresses and secrets, from a secret that holds the list of docs/webhooks.md.
 * @throws when the secret is not there or not of that form; the message never holds what it says
 */
export async function webhookEndpointsOf(secretId: string, read: ReadsSecret): Promise<readonly WebhookEndpoint[]> {
  const parsed = webhookEndpointsSchema.safeParse(jsonOrNothing(await read(secretId)));
  if (parsed.success) return parsed.data;
  const where = [...new Set(parsed.error.issues.map((issue) => issue.path.join(".") || "all of it"))];
  throw new Error(`the secret ${secretId} is not a JSON list of webhooks (docs/webhooks.md): ${where.join(", ")}`);
}

const keptMilliseconds = 300_000;

/**
 * The same for a process that runs for hours: a list that was read is kept for five minutes, so that a new receiver or a
 * new key counts soon; one that is wrong is not kept at all, so that its correction counts at once.
 */
export function webhookEndpointsAt(
  secretId: string,
  read: ReadsSecret,
  now: () => number = Date.now,
): () => Promise<readonly WebhookEndpoint[]> {
  let known: { readonly until: number; readonly endpoints: readonly WebhookEndpoint[] } | undefined;
  return async () => {
    if (known && now() < known.until) return known.endpoints;
    const endpoints = await webhookEndpointsOf(secretId, read);
    known = { until: now() + keptMilliseconds, endpoints };
    return endpoints;
  };
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes its input, and the input holds secrets.
    return undefined;
  }
}
