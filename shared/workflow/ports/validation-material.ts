/** One address that a certificate names. `body` is sent as an OCSP request; without it the address is read. */
export type MaterialAsk =
  | { readonly kind: "issuer" | "crl"; readonly url: string }
  | { readonly kind: "ocsp"; readonly url: string; readonly body: Uint8Array };

/** Why nothing came. `ADDRESS_REFUSED`: not an address that a stranger's certificate may make us call. */
export type MaterialProblem = "ADDRESS_REFUSED" | "UNREACHABLE" | "TOO_SLOW" | "TOO_LARGE" | "REFUSED_BY_SERVER";

export type MaterialAnswer =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problem: MaterialProblem };

/**
 * Fetches what a signature lacks when it arrives: issuers, CRLs, OCSP answers.
 *
 * The addresses stand in certificates that anybody can make: an implementation reaches public hosts by http and https
 * only, within limits of time and size. What the network does is an answer, never a fault; nothing that comes is
 * believed for where it came from.
 */
export interface ValidationMaterial {
  fetch(ask: MaterialAsk): Promise<MaterialAnswer>;
}
