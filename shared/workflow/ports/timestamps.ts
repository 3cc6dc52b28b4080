/**
 * A timestamp authority (RFC 3161), chosen by the operator.
 *
 * What it gives is believed only after the verifier has judged it.
 */
export interface Timestamps {
  /**
   * A token over the SHA-256 given (32 octets), DER. @throws whenever there is none: no answer, a refusal, an answer
   * to another question. Nothing ever stands in for a token.
   */
  stamp(imprint: Uint8Array): Promise<Uint8Array>;
}
