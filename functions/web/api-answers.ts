import type { Bilingual, Operation } from "./api-operation.ts";
import { apiStatusOf } from "./api-problems.ts";

export type SuccessAnswer = {
  readonly status: number;
  readonly kind: "json" | "file" | "empty";
  readonly words: Bilingual;
};

const done = { it: "Fatto", en: "Done" };
const unchanged = { it: "Non è cambiato", en: "Not changed" };
const stored = { it: "Il file, o dove trovarlo", en: "The file, or where to find it" };

/** The answers of an operation that went well. */
export function answersOf(operation: Operation): readonly SuccessAnswer[] {
  const { method, file, empty, status, ifMatch } = operation;
  if (empty) return [{ status: 204, kind: "empty", words: done }];
  if (file)
    return [
      { status: 200, kind: "file", words: stored },
      {
        status: 303,
        kind: "empty",
        words: { it: "Il file è a un altro indirizzo", en: "The file is at another address" },
      },
      ...(operation.isPublic ? [{ status: 304, kind: "empty" as const, words: unchanged }] : []),
    ];
  const conditional = method === "GET" && ifMatch === undefined && operation.hasVersion === true;
  return [
    { status: status ?? 200, kind: "json", words: done },
    ...(conditional ? [{ status: 304, kind: "empty" as const, words: unchanged }] : []),
  ];
}

/** Every code that an operation may refuse with: its own, and those of its form. */
export function codesOf(operation: Operation): readonly string[] {
  const { method, who, once, ifMatch, params, query, body, refusals } = operation;
  const changes = method !== "GET";
  const isAccount = typeof who !== "string";
  const codes = [
    ...(refusals ?? []),
    "TOKEN_NOT_VALID",
    "FAULT",
    "STORE_AWAY",
    ...(isAccount ? ["SIGN_IN_NEEDED", "NOT_PERMITTED"] : []),
    ...(who === "link" ? ["SESSION_OVER"] : []),
    ...(changes ? ["CSRF_TOKEN_WRONG", "BODY_TOO_LARGE"] : []),
    ...(method === "POST" && once !== "none" ? ["IDEMPOTENCY_KEY_MISSING", "IDEMPOTENCY_KEY_REUSED"] : []),
    ...(ifMatch === "required" ? ["PRECONDITION_MISSING"] : []),
    ...(params || query || changes || ifMatch ? ["REQUEST_NOT_VALID"] : []),
    ...(body ? ["MEDIA_TYPE_NOT_SUPPORTED", "BODY_NOT_JSON"] : []),
  ];
  // A query that nobody knows is said on every address.
  return [...new Set([...codes, "REQUEST_NOT_VALID"])];
}

/** The same by status, in their order. */
export function problemsOfOperation(operation: Operation): readonly (readonly [number, readonly string[]])[] {
  const byStatus = new Map<number, string[]>();
  for (const code of codesOf(operation)) {
    const status = apiStatusOf(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return [...byStatus].sort(([a], [b]) => a - b);
}
