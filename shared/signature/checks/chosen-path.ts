import type { CmsFacts } from "../facts.ts";
import type { CertificateStatus } from "../revocation/certificate-status.ts";
import { decodedMaterial } from "../revocation/material.ts";
import { statusOnPath } from "../revocation/validate-certificate.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { Path } from "../x509/path.ts";
import { type PathProblem, problemOfPath } from "../x509/process-path.ts";
import type { SignatureTime } from "./outcome.ts";

/** The path that a verdict stands on, with everything that depends on the path. */
export interface ChosenPath {
  readonly path: Path;
  readonly problem: PathProblem | null;
  /** The first certificate that is not in force at the best signature time. */
  readonly outOfForce: Certificate | null;
  /** One status a certificate below the anchor, signer first. Null: nobody needs to be asked. */
  readonly statuses: readonly (CertificateStatus | null)[];
}

const known = new WeakMap<CmsFacts, Map<string, ChosenPath | null>>();

/**
 * The best of the paths: allowed before not, in force before not, known to be good before unknown before revoked.
 *
 * One path for all questions: two paths that fail in different places must not pass together.
 */
export function chosenPath(cms: CmsFacts, at: number, { best }: SignatureTime): ChosenPath | null {
  const key = `${at} ${best}`;
  const choices = known.get(cms) ?? new Map<string, ChosenPath | null>();
  known.set(cms, choices);
  const before = choices.get(key);
  if (before !== undefined) return before;
  let chosen: ChosenPath | null = null;
  for (const path of cms.paths?.paths ?? []) {
    const next = judgedPath(path, cms, at, best);
    if (chosen === null || rank(next) > rank(chosen)) chosen = next;
    if (rank(chosen) === bestRank) break;
  }
  choices.set(key, chosen);
  return chosen;
}

function judgedPath(path: Path, cms: CmsFacts, at: number, best: number): ChosenPath {
  const problem = problemOfPath(path);
  const outOfForce = path.find(({ notBefore, notAfter }) => best < notBefore || best > notAfter) ?? null;
  const { crls, ocsps } = decodedMaterial(cms.revocation);
  const input = { crls, ocsps, certificates: cms.issuers, at, controlTime: best };
  // Anchors are trusted by decision; nobody above them could revoke them.
  const statuses = path.slice(0, -1).map((certificate, index) => {
    return certificate.revocationNotNeeded ? null : statusOnPath(path, index, input);
  });
  return { path, problem, outOfForce, statuses };
}

const statusRanks = { revoked: 0, suspended: 1, unknown: 2, good: 3 } as const;
const bestRank = 12 + 6 + 3;

function rank({ problem, outOfForce, statuses }: ChosenPath): number {
  const worst = Math.min(3, ...statuses.map((one) => (one === null ? 3 : statusRanks[one.status])));
  return (problem === null ? 12 : 0) + (outOfForce === null ? 6 : 0) + worst;
}
