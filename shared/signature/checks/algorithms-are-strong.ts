import type { CmsFacts } from "../facts.ts";
import type { Policy, Sunset } from "../policy.ts";
import { type Check, type Outcome, passed, type SignatureTime, undecided } from "./outcome.ts";

/**
 * Were digest and key strong enough when the signature is known to have existed (EN 319 102-1 §5.2.8, TS 119 312)?
 *
 * A timestamp from before an algorithm's sunset saves the signature; without one nothing says when it was made, and
 * with a later one it was made too late.
 */
export const algorithmsAreStrong: Check = ({ cms, xml }, policy, _at, time) => {
  if (cms === null) return passed;
  return [...weakDigests(cms, xml?.digests ?? [], policy, time), ...weakKey(cms, policy, time)];
};

function weakDigests(
  cms: CmsFacts,
  more: readonly CmsFacts["digest"][],
  policy: Policy,
  time: SignatureTime,
): Outcome[] {
  const digests = [...more, cms.digest, cms.scheme?.kind === "eddsa" ? null : (cms.scheme?.digest ?? null)];
  return [...new Set(digests)].flatMap((digest) => {
    if (digest === null) return [];
    const end = policy.sunsets.find(({ algorithm }) => algorithm === digest);
    const needsProof = !policy.acceptedDigests.includes(digest) && !(end !== undefined && time.best < endOf(end));
    const ended = end !== undefined && time.best >= endOf(end);
    return needsProof || ended ? [tooWeak("DIGEST", digest, end, time)] : [];
  });
}

function weakKey(cms: CmsFacts, policy: Policy, time: SignatureTime): Outcome[] {
  const { type, bits } = cms.key;
  if (bits === null || type === "eddsa" || type === "other") return [];
  const minimum = { rsa: policy.minimumRsaBits, ec: policy.minimumEcBits, dsa: 2048 }[type];
  // A modulus may lack its top bits: DSS counts 1900 as 2048, and so do we.
  const enough = bits >= (type === "rsa" ? minimum * 0.927 : minimum);
  const names = cms.scheme?.kind === "rsa" ? ["rsa", "rsa-pkcs1"] : [type];
  const ends = names.flatMap((name) => sunsetOf(policy.sunsets, name, bits) ?? []);
  const end = ends.sort((a, b) => endOf(a) - endOf(b))[0];
  const inTime = end !== undefined && time.best < endOf(end);
  if (enough ? end === undefined || inTime : inTime && time.proved !== null) return [];
  return [tooWeak("KEY", `${type.toUpperCase()} ${bits} bit`, end, time)];
}

/** The line with the most bits that the key still has. */
function sunsetOf(sunsets: readonly Sunset[], name: string, bits: number): Sunset | undefined {
  const fitting = sunsets.filter(({ algorithm, fromBits }) => algorithm === name && (fromBits ?? 0) <= bits);
  return fitting.sort((a, b) => (b.fromBits ?? 0) - (a.fromBits ?? 0))[0];
}

const endOf = (sunset: Sunset): number => Date.parse(sunset.until);

function tooWeak(what: "DIGEST" | "KEY", detail: string, end: Sunset | undefined, time: SignatureTime): Outcome {
  if (time.proved !== null && end !== undefined) {
    const code = what === "DIGEST" ? "DIGEST_EXPIRED" : "KEY_EXPIRED";
    return undecided(code, "CRYPTO_CONSTRAINTS_FAILURE", `${detail}, ${end.until}`);
  }
  return undecided(what === "DIGEST" ? "DIGEST_WEAK" : "KEY_SHORT", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", detail);
}
