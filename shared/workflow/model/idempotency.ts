import * as z from "zod";
import { canonicalJson, type Json, sha256Of } from "../../act/index.ts";
import type { Action, Items, Value } from "../ports/items.ts";
import { keys } from "./keys.ts";
import { no, type WorkflowRefusal } from "./refusals.ts";
import { ttlAfter } from "./ttl.ts";

/** How long a repetition finds its first answer (design: workflow.md §7). */
const keepDays = 7;

export type Idempotency = {
  readonly tenant: string;
  readonly scope: string;
  readonly key: string;
  readonly request: Json;
};

/** A repetition is the same request under the same key. */
const digest = (request: Json) => sha256Of(canonicalJson(request));

/**
 * What an earlier request with this key was answered. The same key with another request is refused: it would make the
 * second look done.
 */
export async function earlierAnswer(
  items: Items,
  use: Idempotency,
): Promise<{ readonly answer: Value } | { readonly refusal: WorkflowRefusal } | undefined> {
  const refusal = keyProblem(use);
  if (refusal) return { refusal };
  const item = await items.get(keys.idempotency(use.tenant, use.scope, use.key));
  if (!item) return undefined;
  if (item["request"] !== digest(use.request)) return { refusal: no("IDEMPOTENCY_KEY_REUSED") };
  return { answer: item["answer"] ?? null };
}

/** The key is the client's own text and becomes part of an item's key. */
export const keyProblem = ({ key }: Pick<Idempotency, "key">): WorkflowRefusal | undefined =>
  /^[\x21-\x7e]{1,200}$/.test(key)
    ? undefined
    : no("REQUEST_NOT_VALID", {
        field: "idempotencyKey",
        value: key.slice(0, 40),
        expectation: "da 1 a 200 caratteri ASCII visibili / 1 to 200 visible ASCII characters",
      });

const keptSchema = z.object({ key: z.string(), request: z.string(), answer: z.json() });

/** The answer as an attribute of an item that the transaction writes anyway; such an item keeps one. */
export const keptAnswer = (use: Idempotency, answer: Value): Value => ({
  key: use.key,
  request: digest(use.request),
  answer,
});

/** What {@link earlierAnswer} says, of an answer that was kept so; nothing where it answers another key. */
export function answerIn(
  kept: Value | undefined,
  use: Idempotency,
): { readonly answer: Value } | { readonly refusal: WorkflowRefusal } | undefined {
  const { data } = keptSchema.safeParse(kept);
  if (data?.key !== use.key) return undefined;
  return data.request === digest(use.request)
    ? { answer: data.answer as Value }
    : { refusal: no("IDEMPOTENCY_KEY_REUSED") };
}

/** The item that remembers the answer, to be written in the transaction that makes it true. */
export function remember(use: Idempotency, answer: Value, at: string): Action {
  return {
    put: {
      ...keys.idempotency(use.tenant, use.scope, use.key),
      request: digest(use.request),
      answer,
      at,
      ...ttlAfter(at, keepDays),
    },
    if: { absent: "pk" },
  };
}
