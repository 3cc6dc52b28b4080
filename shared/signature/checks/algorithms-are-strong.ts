import type { DigestName } from "../algorithms/digests.ts";
import { type Check, type Outcome, passed, type SignatureTime, undecided } from "./outcome.ts";
import { type Weakness, weakDigest, weakKey } from "./strength.ts";

/**
 * Were digest and key strong enough when the signature is known to have existed (EN 319 102-1 §5.2.8, TS 119 312)?
 *
 * A timestamp from before an algorithm's sunset saves the signature; without one nothing says when it was made, and
 * with a later one it was made too late. For a timestamp the digest of its imprint counts too: who can find other
 * bytes with that digest has a timestamp over them.
 */
export const algorithmsAreStrong: Check = ({ cms, xml, timestamp }, policy, _at, time) => {
  if (cms === null) return passed;
  const { scheme, digest, key } = cms;
  const own = scheme === null || scheme.kind === "eddsa" ? null : scheme.digest;
  const digests: readonly (DigestName | null)[] = [
    ...(xml?.digests ?? []),
    digest,
    own,
    timestamp?.imprintDigest ?? null,
  ];
  const moment = { at: time.best, proved: time.proved !== null };
  const weak = [...new Set(digests)].flatMap((each) => weakDigest(each, policy, moment) ?? []);
  return [...weak, ...asList(weakKey(key, scheme?.kind ?? null, policy, moment))].map((each) => tooWeak(each, time));
};

const asList = <T>(value: T | null): T[] => (value === null ? [] : [value]);

function tooWeak({ what, detail, end }: Weakness, time: SignatureTime): Outcome {
  if (time.proved !== null && end !== undefined) {
    const code = what === "DIGEST" ? "DIGEST_EXPIRED" : "KEY_EXPIRED";
    return undecided(code, "CRYPTO_CONSTRAINTS_FAILURE", `${detail}, ${end.until}`);
  }
  return undecided(what === "DIGEST" ? "DIGEST_WEAK" : "KEY_SHORT", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", detail);
}
