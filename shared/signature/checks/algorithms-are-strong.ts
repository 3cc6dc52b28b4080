import type { SignatureFacts } from "../facts.ts";
import { type Check, type Outcome, passed, undecided } from "./outcome.ts";

/** Are digest and key strong enough to stand on today? Without proof of when it was signed, a weak one leaves the signature open. */
export const algorithmsAreStrong: Check = ({ cms }, policy) => {
  if (cms === null) return passed;
  const weak: Outcome[] = [];
  const digests = [cms.digest, cms.scheme?.kind === "eddsa" ? null : (cms.scheme?.digest ?? null)];
  for (const digest of new Set(digests)) {
    if (digest !== null && !policy.acceptedDigests.includes(digest)) weak.push(noPoe("DIGEST_WEAK", digest));
  }
  const { type, bits } = cms.key;
  const minimum = { rsa: policy.minimumRsaBits, ec: policy.minimumEcBits, eddsa: 0, dsa: 2048, other: 0 }[type];
  // A modulus may lack its top bits: DSS counts 1900 as 2048, and so do we.
  const enough = type === "rsa" ? minimum * 0.927 : minimum;
  if (bits !== null && bits < enough) weak.push(noPoe("KEY_SHORT", keyText(cms.key)));
  return weak;
};

const noPoe = (code: "DIGEST_WEAK" | "KEY_SHORT", detail: string): Outcome =>
  undecided(code, "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", detail);

type Key = NonNullable<SignatureFacts["cms"]>["key"];
const keyText = ({ type, bits }: Key): string => `${type.toUpperCase()} ${bits ?? "?"} bit`;
