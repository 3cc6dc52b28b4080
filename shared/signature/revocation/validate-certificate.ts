import type { Certificate } from "../x509/certificate.ts";
import { findPaths, type Path, type PathSearch } from "../x509/path.ts";
import { anyPath, type PathParameters, type PathProblemCode, processPath } from "../x509/process-path.ts";
import { type CertificateStatus, certificateStatus } from "./certificate-status.ts";
import type { Crl } from "./crl.ts";
import { type IsStrong, mostCandidates, type RevocationProblem } from "./evidence.ts";
import type { OcspAnswer } from "./ocsp.ts";

export interface ValidationInput {
  readonly anchors: readonly Certificate[];
  readonly certificates: readonly Certificate[];
  readonly crls?: readonly Crl[];
  readonly ocsps?: readonly OcspAnswer[];
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly parameters?: PathParameters;
  /** False: nobody is asked whether a certificate is revoked. */
  readonly revocation: boolean;
}

export type ValidationAnswer =
  | { readonly ok: true; readonly path: Path; readonly policies: readonly string[] | null }
  | { readonly ok: false; readonly code: ValidationCode; readonly detail: string };

export type ValidationCode =
  | "NO_PATH"
  | PathProblemCode
  | "NOT_IN_FORCE"
  | "REVOKED"
  | "SUSPENDED"
  | "REVOCATION_UNKNOWN";

/**
 * Whether a certificate is valid at a moment under given anchors (RFC 5280 §6 whole): some path must hold in everything.
 *
 * The problem told is that of the path that came furthest. Says nothing about what the certificate may be used for.
 */
export function validateCertificate(certificate: Certificate, input: ValidationInput): ValidationAnswer {
  const search = findPaths(certificate, input.certificates, input.anchors);
  let answer = noPath(search);
  for (const path of search.paths) {
    const next = validatePath(path, input);
    if (next.ok) return next;
    if (answer.ok || answer.code === "NO_PATH" || rank(next.code) > rank(answer.code)) answer = next;
  }
  return answer;
}

function noPath({ problem }: PathSearch): ValidationAnswer {
  return { ok: false, code: "NO_PATH", detail: problem };
}

const lateCodes: readonly ValidationCode[] = ["NOT_IN_FORCE", "REVOCATION_UNKNOWN", "SUSPENDED", "REVOKED"];
const rank = (code: ValidationCode): number => lateCodes.indexOf(code);

function validatePath(path: Path, input: ValidationInput): ValidationAnswer {
  const processed = processPath(path, input.parameters ?? anyPath);
  if (processed.problem !== null) {
    const { code, detail } = processed.problem;
    return { ok: false, code, detail };
  }
  const checked = path.length > 1 ? path.slice(0, -1) : path;
  const late = checked.find(({ notBefore, notAfter }) => input.at < notBefore || input.at > notAfter);
  if (late !== undefined) return { ok: false, code: "NOT_IN_FORCE", detail: late.serialNumber };
  const problem = input.revocation && path.length > 1 ? revocationProblem(path, input) : null;
  return problem ?? { ok: true, path, policies: processed.policies };
}

function revocationProblem(path: Path, input: ValidationInput): ValidationAnswer | null {
  // From the anchor down: what a revoked authority says of others is not asked.
  for (let index = path.length - 2; index >= 0; index--) {
    const status = statusOnPath(path, index, input);
    if (status.status === "good") continue;
    if (status.status === "unknown") return { ok: false, code: "REVOCATION_UNKNOWN", detail: status.problem };
    const detail = new Date(status.since).toISOString();
    return { ok: false, code: status.status === "revoked" ? "REVOKED" : "SUSPENDED", detail };
  }
  return null;
}

/** The status of one certificate of a path, asked under that path's anchor. */
export function statusOnPath(
  path: Path,
  index: number,
  input: Pick<ValidationInput, "crls" | "ocsps" | "certificates" | "at"> & {
    readonly controlTime?: number;
    readonly isStrong?: IsStrong;
  },
): CertificateStatus | { readonly status: "unknown"; readonly problem: RevocationProblem } {
  const anchor = path.at(-1);
  const certificate = path[index];
  if (anchor === undefined || certificate === undefined) return { status: "unknown", problem: "NONE" };
  return certificateStatus(path.slice(index), {
    crls: input.crls ?? [],
    ocsps: input.ocsps ?? [],
    certificates: input.certificates,
    anchor,
    controlTime: input.controlTime ?? input.at,
    at: input.at,
    isStrong: input.isStrong ?? (() => true),
    asking: new Set([certificate]),
    budget: { left: mostCandidates },
  });
}
