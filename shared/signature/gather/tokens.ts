import { type Attribute, attributesOf } from "../cms/attributes.ts";
import { cmsOid } from "../cms/oids.ts";
import type { SignerInfo } from "../cms/signed-data.ts";
import { type DerNode, rawBytes } from "../der/node.ts";
import type { SignatureFacts, TokenFacts } from "../facts.ts";
import { archiveStamped } from "../timestamp/archive.ts";
import { asUnreadable, readEnvelope, timestampFacts } from "./envelope.ts";
import { type Envelope, type SignedContent, signedContent, signerFacts } from "./signer.ts";
import type { Trust } from "./trust.ts";

type Purpose = TokenFacts["purpose"];

const unsigned: readonly (readonly [oid: string, purpose: Purpose])[] = [
  [cmsOid.signatureTimestamp, "signature"],
  [cmsOid.escTimestamp, "references"],
  [cmsOid.referencesTimestamp, "references"],
  [cmsOid.archiveTimestamp, "archive"],
  [cmsOid.archiveTimestampV2, "archive"],
  [cmsOid.archiveTimestampV3, "archive"],
];

/** More than any archive renewed yearly holds; each costs a signature check. */
const mostTokens = 100;

/**
 * The timestamps of one signer (ETSI EN 319 122-1 §5.2.8, §5.3, §5.5; RFC 5126 §6.3-6.4).
 *
 * The imprints of content, signature and archive v3 timestamps are compared; what the older archive and the reference
 * timestamps cover is not put together here, and their `imprintMatches` stays null.
 */
export function tokensOf(envelope: Envelope, signer: SignerInfo, content: SignedContent, trust: Trust): TokenFacts[] {
  const found: TokenFacts[] = [];
  const add = (purpose: Purpose, value: DerNode, stamped: (token: Envelope) => SignedContent | null) => {
    if (found.length < mostTokens) found.push({ purpose, signature: tokenFacts(rawBytes(value), stamped, trust) });
  };
  for (const value of valuesOf(signer.signedAttributes?.list ?? [], cmsOid.contentTimestamp)) {
    add("content", value, () => (content.source === "missing" ? null : content));
  }
  const signature = signedContent("external", [signer.signature]);
  for (const [oid, purpose] of unsigned) {
    for (const value of valuesOf(signer.unsignedAttributes, oid)) {
      add(purpose, value, (token) => {
        if (purpose === "signature") return signature;
        return oid === cmsOid.archiveTimestampV3 ? archiveStamped(token, envelope, signer, content) : null;
      });
    }
  }
  return found;
}

const valuesOf = (list: readonly Attribute[], oid: string): readonly DerNode[] =>
  attributesOf(list, oid).flatMap(({ values }) => values);

/** A token, its own signature, and whether it is over the bytes that it should be over. */
export function tokenFacts(
  value: Uint8Array,
  stamped: (token: Envelope) => SignedContent | null,
  trust: Trust,
): SignatureFacts {
  const nothing = { kind: "timestamp", cms: null, timestamp: null, pdf: null } as const;
  try {
    const token = readEnvelope(value);
    const { content, contentType, signers } = token.signedData;
    const [signer] = signers;
    // RFC 3161 §2.4.2: a token has the signature of the authority and no other.
    if (contentType !== cmsOid.tstInfo || content === null || signer === undefined || signers.length > 1) {
      return { ...nothing, unreadable: { code: "CMS_MALFORMED", detail: "not a timestamp token" } };
    }
    const cms = signerFacts(token, signer, signedContent("attached", [content]), trust);
    return { ...nothing, unreadable: null, cms, timestamp: timestampFacts(token, stamped(token)) };
  } catch (error) {
    return { ...nothing, unreadable: asUnreadable(error) };
  }
}
