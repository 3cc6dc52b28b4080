import { sameBytes } from "../text.ts";
import type { Certificate } from "../x509/certificate.ts";
import { distributionPoints } from "../x509/distribution-points.ts";
import { sameName } from "../x509/name.ts";
import { findPaths, type Path } from "../x509/path.ts";
import { problemOfPath } from "../x509/process-path.ts";
import { certificateStatus } from "./certificate-status.ts";
import type { RevocationContext } from "./evidence.ts";

/** Issuers that are asked about on the way to an answer about an issuer. Real ones need two. */
const deepest = 6;

/**
 * A valid path from the issuer of an answer to the anchor of the path in question, or null (RFC 5280 §6.3.3 f).
 *
 * An issuer on the path in question needs none of its own: that path is judged anyway. Any other must be in force and
 * not revoked itself, by answers that do not hang on it.
 */
export function trustedPathOf(
  issuer: Certificate,
  [asked, ...above]: readonly [Certificate, ...Path],
  moment: number,
  context: RevocationContext,
): Path | null {
  const place = above.findIndex((one) => isSame(one, issuer));
  if (place >= 0) return above.slice(place);
  const { asking, certificates, anchor } = context;
  // Its own authority may have named it for itself: then nobody else could answer (PKITS 4.14.30).
  const forItself = isSame(issuer, asked) && namesItself(issuer);
  if ((asking.has(issuer) && !forItself) || asking.size >= deepest) return null;
  const within: RevocationContext = { ...context, asking: new Set([...asking, issuer]) };
  const holds = (path: Path) =>
    problemOfPath(path) === null &&
    path.every(({ notBefore, notAfter }) => moment >= notBefore && moment <= notAfter) &&
    path.slice(0, -1).every((one, index) => {
      const judgedAnyway = above.some((other) => isSame(other, one)) || (forItself && index === 0);
      return judgedAnyway || one.revocationNotNeeded || certificateStatus(path.slice(index), within).status === "good";
    });
  return findPaths(issuer, [...above, ...certificates], [anchor]).paths.find(holds) ?? null;
}

const isSame = (a: Certificate, b: Certificate): boolean => sameBytes(a.raw, b.raw);

const namesItself = (certificate: Certificate): boolean =>
  distributionPoints(certificate).some(({ crlIssuer }) =>
    crlIssuer.some((one) => one.kind === "directory" && sameName(one.name, certificate.subject)),
  );
