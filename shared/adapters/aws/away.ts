/** What AWS's services and the network under them say when they do not answer now, and may a moment later. */
const names: ReadonlySet<string> = new Set([
  "TimeoutError",
  "RequestTimeout",
  "RequestTimeoutException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "Throttling",
  "TooManyRequestsException",
  "SlowDown",
  "ServiceUnavailable",
  "InternalServerError",
  "InternalError",
  "InternalServiceError",
]);
const codes =
  /^(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_CLOSED)$/;

type Told = {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
};

/**
 * Whether a fault says only that a service does not answer now: by the network, by a 5xx, or by holding requests back.
 * Rights that lack, names that are wrong and everything that waiting does not mend are not among them.
 */
export function isAway(fault: unknown): boolean {
  for (let at: unknown = fault, depth = 0; at instanceof Error && depth < 5; depth += 1) {
    const { name, code, cause, $metadata } = at as Told;
    if (names.has(String(name)) || codes.test(String(code))) return true;
    if (($metadata?.httpStatusCode ?? 0) >= 500) return true;
    at = cause;
  }
  return false;
}
