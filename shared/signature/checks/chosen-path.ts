import type { CmsFacts } from "../facts.ts";
import type { Policy } from "../policy.ts";
import type { CertificateStatus } from "../revocation/certificate-status.ts";
import type { IsStrong } from "../revocation/evidence.ts";
import { decodedMaterial } from "../revocation/material.ts";
import { statusOnPath } from "../revocation/validate-certificate.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { Path } from "../x509/path.ts";
import { type PathProblem, problemOfPath } from "../x509/process-path.ts";
import type { SignatureTime } from "./outcome.ts";
import { type Moment, type Weakness, weakSigned } from "./strength.ts";

/** The path that a verdict stands on, with everything that depends on the path. */
export interface ChosenPath {
  readonly path: Path;
  readonly problem: PathProblem | null;
  /** The first certificate that is not in force at the best signature time. */
  readonly outOfForce: Certificate | null;
  /** The first certificate whose own signature the policy does not rely on at that time. */
  readonly weak: { readonly certificate: Certificate; readonly weakness: Weakness } | null;
  /** One status a certificate below the anchor, signer first. Null: nobody needs to be asked. */
  readonly statuses: readonly (CertificateStatus | null)[];
}

type Choices = Map<string, ChosenPath | null>;

const known = new WeakMap<CmsFacts, WeakMap<Policy, Choices>>();

/**
 * The best of the paths: allowed before not, in force before not, strong before weak, known to be good before unknown
 * before revoked.
 *
 * One path for all questions: two paths that fail in different places must not pass together.
 */
export function chosenPath(cms: CmsFacts, policy: Policy, at: number, time: SignatureTime): ChosenPath | null {
  const key = `${at} ${time.best} ${time.proved}`;
  const choices = choicesFor(cms, policy);
  const before = choices.get(key);
  if (before !== undefined) return before;
  let chosen: ChosenPath | null = null;
  for (const path of cms.paths?.paths ?? []) {
    const next = judgedPath(path, cms, policy, at, time);
    if (chosen === null || rank(next) > rank(chosen)) chosen = next;
    if (rank(chosen) === bestRank) break;
  }
  choices.set(key, chosen);
  return chosen;
}

function choicesFor(cms: CmsFacts, policy: Policy): Choices {
  const policies = known.get(cms) ?? new WeakMap<Policy, Choices>();
  known.set(cms, policies);
  const choices = policies.get(policy) ?? new Map<string, ChosenPath | null>();
  policies.set(policy, choices);
  return choices;
}

function judgedPath(
  path: Path,
  cms: CmsFacts,
  policy: Policy,
  at: number,
  { best, proved }: SignatureTime,
): ChosenPath {
  const problem = problemOfPath(path);
  const outOfForce = path.find(({ notBefore, notAfter }) => best < notBefore || best > notAfter) ?? null;
  const { crls, ocsps } = decodedMaterial(cms.revocation);
  // An answer is as strong as it was when it was made, and no older than the signature that it speaks for.
  const isStrong: IsStrong = (signed, issuers, made) =>
    weakSigned(signed, issuers, policy, { at: Math.max(best, made), proved: proved !== null }) === null;
  const input = { crls, ocsps, certificates: cms.issuers, at, controlTime: best, isStrong };
  // Anchors are trusted by decision; nobody above them could revoke them.
  const statuses = path.slice(0, -1).map((certificate, index) => {
    return certificate.revocationNotNeeded ? null : statusOnPath(path, index, input);
  });
  return { path, problem, outOfForce, weak: weakOn(path, policy, { at: best, proved: proved !== null }), statuses };
}

function weakOn(path: Path, policy: Policy, moment: Moment): ChosenPath["weak"] {
  for (const [index, certificate] of path.slice(0, -1).entries()) {
    const weakness = weakSigned(certificate, path.slice(index + 1), policy, moment);
    if (weakness !== null) return { certificate, weakness };
  }
  return null;
}

const statusRanks = { revoked: 0, suspended: 1, unknown: 2, good: 3 } as const;
const bestRank = 16 + 8 + 4 + 3;

function rank({ problem, outOfForce, weak, statuses }: ChosenPath): number {
  const worst = Math.min(3, ...statuses.map((one) => (one === null ? 3 : statusRanks[one.status])));
  return (problem === null ? 16 : 0) + (outOfForce === null ? 8 : 0) + (weak === null ? 4 : 0) + worst;
}
