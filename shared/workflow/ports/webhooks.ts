import * as z from "zod";

/** Secrets in the form of Standard Webhooks: `whsec_` and 24 to 64 octets in base 64. */
const secretSchema = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, "atteso whsec_ e da 24 a 64 byte in base 64");

/** One system that wants to hear of acts, as the body's settings name it. */
export const webhookEndpointSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, "da 1 a 40 lettere minuscole, cifre e trattini"),
  url: z.url({ protocol: /^https$/, error: "atteso un indirizzo https" }),
  /** The first signs; a second one signs as well while a secret is being changed. */
  secrets: z.array(secretSchema).min(1).max(2),
  /** Types of events, or all of them. */
  events: z.array(z.string()).min(1).optional(),
});
export type WebhookEndpoint = z.infer<typeof webhookEndpointSchema>;
/** What whoever writes a change knows of an endpoint: neither address nor secret. */
export type HeardEndpoint = Pick<WebhookEndpoint, "id" | "events">;

export type WebhookRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What came of it. What the network does is an answer, never a fault. */
export type WebhookAnswer =
  | { readonly ok: true; readonly status: number }
  | { readonly ok: false; readonly problem: string; readonly status?: number };

/** Posts to public addresses alone, follows no redirect, reads none of the answer. */
export interface WebhookSender {
  post(request: WebhookRequest): Promise<WebhookAnswer>;
}

/** A body's list of them: few, because each is written with every change (at most 100 items a transaction). */
export const webhookEndpointsSchema = z.array(webhookEndpointSchema).max(5);

export type Webhooks = { readonly endpoints: readonly WebhookEndpoint[]; readonly sender: WebhookSender };
