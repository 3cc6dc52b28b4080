import { attributesOf } from "../cms/attributes.ts";
import { cmsOid } from "../cms/oids.ts";
import { readSignerInfo, type SignerInfo } from "../cms/signed-data.ts";
import type { SignatureFacts } from "../facts.ts";
import { asUnreadable } from "./envelope.ts";
import { type Envelope, signedContent, signerFacts } from "./signer.ts";
import type { Trust } from "./trust.ts";

/** A counter-signature's place: 1 is over a signer of the envelope, 2 over a counter-signature of his. */
export interface CounterSigned {
  readonly depth: number;
}

/** Counter-signatures of counter-signatures that are followed; real ones have one. */
export const maxCounterDepth = 3;

const mostCounterSigners = 50;

/**
 * Those who signed this signer's signature value (RFC 5652 §11.4).
 *
 * Their certificates come from the same envelope. One that stands over another signature's value is found out by its
 * message digest, as content that was changed is.
 */
export function counterSigners(envelope: Envelope, signer: SignerInfo, trust: Trust, depth: number): SignatureFacts[] {
  if (depth >= maxCounterDepth) return [];
  const content = signedContent("external", [signer.signature]);
  const values = attributesOf(signer.unsignedAttributes, cmsOid.counterSignature).flatMap((each) => each.values);
  return values.slice(0, mostCounterSigners).map((value) => {
    const nothing = { cms: null, timestamp: null, pdf: null } as const;
    try {
      const cms = signerFacts(envelope, readSignerInfo(value), content, trust, { depth: depth + 1 });
      const kind = cms.attributes === null || cms.attributes.signingCertificate === "absent" ? "cms" : "cades";
      return { kind, unreadable: null, ...nothing, cms };
    } catch (error) {
      return { kind: "cms", unreadable: asUnreadable(error), ...nothing };
    }
  });
}
