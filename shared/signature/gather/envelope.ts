import { cmsOid } from "../cms/oids.ts";
import { readSignedData, type SignerInfo } from "../cms/signed-data.ts";
import { berToDer, type Normalised } from "../der/ber.ts";
import { MalformedError } from "../error.ts";
import type { CmsFacts, SignatureFacts, TimestampFacts, Unreadable } from "../facts.ts";
import { sameBytes } from "../text.ts";
import { readTstInfo } from "../timestamp/tst-info.ts";
import { readCertificates } from "./find-certificate.ts";
import type { SignedContent } from "./signer.ts";
import { type Envelope, signedContent, signerFacts } from "./signer.ts";
import type { Trust } from "./trust.ts";

/** Reads a binary CMS, DER or BER; `normalised` where it was rewritten before. @throws {MalformedError} */
export function readEnvelope(bytes: Uint8Array, normalised: Normalised = berToDer(bytes)): Envelope {
  const { der, changed, end } = normalised;
  const signedData = readSignedData(der);
  let trailingBytes = bytes.length - end;
  // /Contents of a PDF is padded with zeros up to the space that was reserved.
  while (trailingBytes > 0 && bytes[end + trailingBytes - 1] === 0) trailingBytes--;
  return { signedData, bag: readCertificates(signedData.certificates), ber: changed, trailingBytes };
}

/** A MalformedError as a fact; anything else is a fault of ours and goes on. */
export function asUnreadable(error: unknown): Unreadable {
  if (!(error instanceof MalformedError)) throw error;
  return { code: error.code, detail: error.message };
}

/** The facts of every signer of an envelope, over the content it came with or was given. */
export function envelopeSignatures(envelope: Envelope, content: SignedContent, trust: Trust): SignatureFacts[] {
  return envelope.signedData.signers.map((signer) => oneSigner(envelope, signer, content, trust));
}

function oneSigner(envelope: Envelope, signer: SignerInfo, content: SignedContent, trust: Trust): SignatureFacts {
  const isTimestamp = envelope.signedData.contentType === cmsOid.tstInfo;
  try {
    const cms = signerFacts(envelope, signer, content, trust);
    const timestamp = isTimestamp ? timestampFacts(envelope, null) : null;
    return { kind: kindOf(cms, isTimestamp), unreadable: null, cms, timestamp, pdf: null };
  } catch (error) {
    const unreadable = asUnreadable(error);
    return { kind: isTimestamp ? "timestamp" : "cms", unreadable, cms: null, timestamp: null, pdf: null };
  }
}

function kindOf(cms: CmsFacts, isTimestamp: boolean): "timestamp" | "cades" | "cms" {
  if (isTimestamp) return "timestamp";
  return cms.attributes !== null && cms.attributes.signingCertificate !== "absent" ? "cades" : "cms";
}

/** What a token attests, compared with the stamped bytes where they are known. @throws {MalformedError} */
export function timestampFacts(envelope: Envelope, stamped: SignedContent | null): TimestampFacts {
  const { content } = envelope.signedData;
  if (content === null) return { time: null, accuracy: null, imprintMatches: null, imprintDigest: null };
  const info = readTstInfo(content);
  const hash = stamped === null || info.digest === null ? null : stamped.digestOf(info.digest);
  const imprintMatches = hash === null ? null : sameBytes(hash, info.imprint);
  return { time: info.time, accuracy: info.accuracy, imprintMatches, imprintDigest: info.digest };
}

/** The content of an envelope, or what was given for a detached one; both and different is a conflict. */
export function contentOf(envelope: Envelope, detached: Uint8Array | undefined): SignedContent {
  const { content } = envelope.signedData;
  if (content === null) {
    return detached === undefined ? signedContent("missing", []) : signedContent("external", [detached]);
  }
  if (detached !== undefined && !sameBytes(content, detached)) return signedContent("conflict", [content]);
  return signedContent("attached", [content]);
}
