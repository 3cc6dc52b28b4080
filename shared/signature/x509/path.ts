import { schemeOf } from "../algorithms/signature-algorithm.ts";
import { type CryptoAnswer, publicKeyOf, verifySignature } from "../algorithms/verify-signature.ts";
import { MalformedError } from "../error.ts";
import { sameBytes } from "../text.ts";
import type { Certificate } from "./certificate.ts";

/** A way from a signer to an anchor: signer first, anchor last. Signatures on it were verified; times were not looked at. */
export type Path = readonly Certificate[];

export interface PathSearch {
  /** Every path found, shortest first. */
  readonly paths: readonly Path[];
  /** Why no path was found: an issuer that fits could not be checked, or none fits. */
  readonly problem: "none" | "no-issuer" | "bad-signature" | "unsupported-algorithm" | "too-many";
}

const longestPath = 10;
const mostSteps = 300;

/**
 * Finds the paths from a certificate to the given anchors, through the certificates that came along.
 *
 * Each link is checked by the issuer's key on the bytes it signed. Names are compared byte by byte: stricter than
 * RFC 5280 §7.1, so a chain that re-encodes names is not found rather than guessed. The search is bounded, because a
 * bag of cross-certificates grows factorially.
 */
export function findPaths(
  signer: Certificate,
  intermediates: readonly Certificate[],
  anchors: readonly Certificate[],
): PathSearch {
  const search = { steps: 0, paths: [] as Path[], problem: "no-issuer" as PathSearch["problem"] };
  extend([signer], intermediates, anchors, search);
  const paths = search.paths.sort((a, b) => a.length - b.length);
  return { paths, problem: paths.length > 0 ? "none" : search.problem };
}

interface Search {
  steps: number;
  readonly paths: Path[];
  problem: PathSearch["problem"];
}

function extend(path: Path, intermediates: readonly Certificate[], anchors: readonly Certificate[], search: Search) {
  const last = path.at(-1);
  if (last === undefined) return;
  if (++search.steps > mostSteps || path.length > longestPath) {
    search.problem = "too-many";
    return;
  }
  if (anchors.some((anchor) => sameBytes(anchor.raw, last.raw))) {
    search.paths.push(path);
    return;
  }
  for (const issuer of [...anchors, ...intermediates]) {
    if (!sameBytes(issuer.subject.raw, last.issuer.raw)) continue;
    if (path.some((seen) => sameBytes(seen.raw, issuer.raw))) continue;
    const answer = isIssuedBy(last, issuer);
    if (answer === "valid") extend([...path, issuer], intermediates, anchors, search);
    else if (search.problem === "no-issuer") {
      search.problem = answer === "invalid" ? "bad-signature" : "unsupported-algorithm";
    }
  }
}

/** The issuer's key made the signature on the certificate. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): CryptoAnswer {
  try {
    const scheme = schemeOf(certificate.signatureAlgorithm);
    if (scheme === null) return "unsupported";
    return verifySignature(publicKeyOf(issuer.publicKey), scheme, null, certificate.tbs, certificate.signature);
  } catch (error) {
    // Broken PSS parameters in a certificate: its signature cannot be checked, and that is what is answered.
    if (error instanceof MalformedError) return "unsupported";
    throw error;
  }
}
