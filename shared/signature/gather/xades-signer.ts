import type { AttributeFacts } from "../facts.ts";
import { sameBytes } from "../text.ts";
import type { Certificate } from "../x509/certificate.ts";
import { sameName } from "../x509/name.ts";
import { verifySignedInfo } from "../xml/verify-xml-signature.ts";
import { type CertificateDigest, namesCertificate } from "../xml/xades-properties.ts";
import type { XmlSignature } from "../xml/xml-signature.ts";
import type { CertificateChoice } from "./find-certificate.ts";

export interface SignerChoice extends CertificateChoice {
  readonly named: AttributeFacts["signingCertificate"];
  /** A second certificate that is nobody's issuer stands beside the signer's. */
  readonly doubled: boolean;
}

/** Certificates of a KeyInfo that are tried. A chain has three or four. */
const mostTried = 20;

/**
 * The signer's certificate among those of the KeyInfo.
 *
 * The one that signed properties name first; without such a name the one whose key made the signature. Two that could
 * both be taken for the signer's are told: a program that shows the other one shows another person (certificate
 * doubling, published against ODF).
 */
export function chooseSigner(
  signature: XmlSignature,
  bag: { readonly certificates: readonly Certificate[]; readonly unreadable: number },
  named: readonly CertificateDigest[],
): SignerChoice {
  const { certificates } = bag;
  const [first] = named;
  const referred = first === undefined ? [] : certificates.filter((each) => namesCertificate([first], each));
  const [only] = referred;
  if (only !== undefined) return { certificate: only, problem: "none", named: "matches", doubled: false };
  const state = named.length > 0 ? "differs" : "absent";
  if (certificates.length === 0) {
    return {
      certificate: null,
      problem: bag.unreadable > 0 ? "unreadable" : "missing",
      named: "unknown",
      doubled: false,
    };
  }
  const holders = certificates.slice(0, mostTried).filter((each) => verifySignedInfo(signature, each) === "valid");
  const chosen = holders[0] ?? leafOf(certificates);
  if (chosen === undefined) return { certificate: null, problem: "missing", named: state, doubled: false };
  const strangers = certificates.filter((each) => each !== chosen && !isAbove(each, chosen, certificates));
  return { certificate: chosen, problem: "none", named: state, doubled: strangers.length > 0 };
}

function leafOf(certificates: readonly Certificate[]): Certificate | undefined {
  const isIssuer = (one: Certificate) =>
    certificates.some((other) => other !== one && sameName(other.issuer, one.subject));
  return certificates.find((each) => !isIssuer(each)) ?? certificates[0];
}

/** It issued the certificate, or something that did; a certification authority on its own does no harm. */
function isAbove(candidate: Certificate, leaf: Certificate, all: readonly Certificate[]): boolean {
  if (candidate.basicConstraints?.ca === true || sameBytes(candidate.publicKey, leaf.publicKey)) return true;
  return all.some((each) => each !== candidate && sameName(each.issuer, candidate.subject));
}
