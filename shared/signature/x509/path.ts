import { schemeOf } from "../algorithms/signature-algorithm.ts";
import { type CryptoAnswer, verifySignature } from "../algorithms/verify-signature.ts";
import { MalformedError } from "../error.ts";
import { sameBytes } from "../text.ts";
import type { Certificate } from "./certificate.ts";
import { sameName } from "./name.ts";
import { inheritsParameters, workingKey } from "./working-key.ts";

/** A way from a signer to an anchor: signer first, anchor last. Signatures on it were verified; nothing else was. */
export type Path = readonly Certificate[];

export interface PathSearch {
  /** Every path found, shortest first. */
  readonly paths: readonly Path[];
  /** Why no path was found: an issuer that fits could not be checked, or none fits. */
  readonly problem: "none" | "no-issuer" | "bad-signature" | "unsupported-algorithm" | "too-many";
}

const longestPath = 12;
const mostSteps = 300;

/**
 * Finds the paths from a certificate to the given anchors, through the certificates that came along.
 *
 * Each link is checked by the issuer's key on the bytes it signed; names are compared as RFC 5280 §7.1 says. The search
 * is bounded, because a bag of cross-certificates grows factorially.
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
    // Keys that inherit parameters could not check anything on the way up: now they can.
    const answer = path.some(inheritsParameters) ? linksHold(path) : "valid";
    if (answer === "valid") search.paths.push(path);
    else note(search, answer);
    return;
  }
  for (const issuer of [...anchors, ...intermediates]) {
    if (!sameName(issuer.subject, last.issuer)) continue;
    if (path.some((seen) => sameBytes(seen.raw, issuer.raw))) continue;
    const answer = inheritsParameters(issuer) ? "valid" : isIssuedBy(last, [issuer]);
    if (answer === "valid") extend([...path, issuer], intermediates, anchors, search);
    else note(search, answer);
  }
}

function note(search: Search, answer: CryptoAnswer): void {
  if (search.problem === "no-issuer") {
    search.problem = answer === "invalid" ? "bad-signature" : "unsupported-algorithm";
  }
}

function linksHold(path: Path): CryptoAnswer {
  for (const [index, certificate] of path.slice(0, -1).entries()) {
    const answer = isIssuedBy(certificate, path.slice(index + 1));
    if (answer !== "valid") return answer;
  }
  return "valid";
}

type Signed = Pick<Certificate, "tbs" | "signature" | "signatureAlgorithm">;

const checked = new WeakMap<object, WeakMap<object, CryptoAnswer>>();

/**
 * The key of the first of `issuers` made the signature; those after it are its own issuers, for DSA parameters.
 *
 * Remembered by the two objects: judging again costs no second look at the same signature.
 */
export function isIssuedBy(signed: Signed, issuers: Path): CryptoAnswer {
  const [issuer] = issuers;
  if (issuer === undefined) return "unsupported";
  // With inherited parameters the answer depends on the way up, so it is not remembered.
  if (inheritsParameters(issuer)) return check(signed, issuers);
  const answers = checked.get(signed) ?? new WeakMap<object, CryptoAnswer>();
  checked.set(signed, answers);
  const answer = answers.get(issuer) ?? check(signed, issuers);
  answers.set(issuer, answer);
  return answer;
}

function check(signed: Signed, issuers: Path): CryptoAnswer {
  try {
    const scheme = schemeOf(signed.signatureAlgorithm);
    if (scheme === null) return "unsupported";
    return verifySignature(workingKey(issuers), scheme, null, signed.tbs, signed.signature);
  } catch (error) {
    // Broken PSS parameters in a certificate: its signature cannot be checked, and that is what is answered.
    if (error instanceof MalformedError) return "unsupported";
    throw error;
  }
}
