import { type AlgorithmIdentifier, emptyParameters, readAlgorithm } from "../algorithms/signature-algorithm.ts";
import { contextConstructed, type DerNode, TAG } from "../der/node.ts";
import { childrenOf } from "../der/read.ts";
import { MalformedError } from "../error.ts";
import { sameBytes } from "../text.ts";
import type { SignerInfo } from "./signed-data.ts";

export type AlgorithmProtection = "absent" | "matches" | "differs";

/**
 * Does the CMSAlgorithmProtection attribute (RFC 6211 §2) repeat the algorithms of the SignerInfo?
 *
 * Absent parameters and NULL are one; otherwise the encodings are compared, as Bouncy Castle does: who re-encodes the
 * outer algorithm changes something that the signer protected.
 */
export function algorithmProtection(values: readonly DerNode[], signer: SignerInfo): AlgorithmProtection {
  if (values.length === 0) return "absent";
  try {
    return values.every((value) => repeats(value, signer)) ? "matches" : "differs";
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    return "differs";
  }
}

function repeats(value: DerNode, signer: SignerInfo): boolean {
  const [digest, ...rest] = childrenOf(value, TAG.sequence, "algorithm protection");
  const signature = rest.find(({ tag }) => tag === contextConstructed(1));
  if (signature === undefined || rest.length !== 1) return false;
  // [1] IMPLICIT AlgorithmIdentifier: the same fields under another tag.
  const implicit: DerNode = { ...signature, tag: TAG.sequence };
  return (
    sameAlgorithm(readAlgorithm(digest, "protected digest"), signer.digestAlgorithm) &&
    sameAlgorithm(readAlgorithm(implicit, "protected signature"), signer.signatureAlgorithm)
  );
}

function sameAlgorithm(a: AlgorithmIdentifier, b: AlgorithmIdentifier): boolean {
  if (a.oid !== b.oid) return false;
  if (emptyParameters(a) || emptyParameters(b)) return emptyParameters(a) && emptyParameters(b);
  return a.parameters !== null && b.parameters !== null && sameBytes(a.parameters, b.parameters);
}
