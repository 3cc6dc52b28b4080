import { algorithmsAgree } from "./algorithms-agree.ts";
import { algorithmsAreStrong } from "./algorithms-are-strong.ts";
import { byteRangeLeavesOnlyContents } from "./byte-range-leaves-only-contents.ts";
import { certificateIsNotRevoked } from "./certificate-is-not-revoked.ts";
import { chainAlgorithmsAreStrong } from "./chain-algorithms-are-strong.ts";
import { chainLeadsToAnAnchor } from "./chain-leads-to-an-anchor.ts";
import { containerIsSignedWhole, containerManifestMatches } from "./container-manifest-matches.ts";
import { keyUsageAllowsSigning } from "./key-usage-allows-signing.ts";
import { laterChangesAreExplained } from "./later-changes-are-explained.ts";
import { messageDigestIsOfTheContent } from "./message-digest-is-of-the-content.ts";
import type { Check } from "./outcome.ts";
import { pathIsAllowed } from "./path-is-allowed.ts";
import { pathIsInForce } from "./path-is-in-force.ts";
import { pdfRemarks } from "./pdf-remarks.ts";
import { qualificationIsTold } from "./qualification-is-told.ts";
import { remarks } from "./remarks.ts";
import { signatureDictionaryIsTheSignedOne } from "./signature-dictionary-is-the-signed-one.ts";
import { signatureReadable } from "./signature-readable.ts";
import { signatureValueHolds } from "./signature-value-holds.ts";
import { signedAttributesAreSound } from "./signed-attributes-are-sound.ts";
import { signedContentIsKnown } from "./signed-content-is-known.ts";
import { signingCertificateIsTheOneNamed } from "./signing-certificate-is-the-one-named.ts";
import { timestampIsNotOfTheFuture } from "./timestamp-is-not-of-the-future.ts";
import { timestampIsOfTheseBytes } from "./timestamp-is-of-these-bytes.ts";
import { trustServiceWasInForce } from "./trust-service-was-in-force.ts";
import { xmlDocumentIsSignedWhole, xmlSignatureIsSound } from "./xml-signature-is-sound.ts";

/** The bytes and the mathematics (EN 319 102-1 §5.2.2 format, §5.2.7 cryptography). They alone make `integrity`. */
export const integrityChecks: readonly Check[] = [
  byteRangeLeavesOnlyContents,
  signatureDictionaryIsTheSignedOne,
  signatureReadable,
  signedContentIsKnown,
  containerManifestMatches,
  xmlSignatureIsSound,
  messageDigestIsOfTheContent,
  algorithmsAgree,
  signedAttributesAreSound,
  signatureValueHolds,
  timestampIsOfTheseBytes,
];

/** What became of a PDF after it was signed. */
export const historyChecks: readonly Check[] = [
  laterChangesAreExplained,
  pdfRemarks,
  containerIsSignedWhole,
  xmlDocumentIsSignedWhole,
];

/** Certificates, time and policy (§5.2.3 identification, §5.2.6 X.509, §5.2.8 acceptance). Asked of intact signatures only. */
export const trustChecks: readonly Check[] = [
  signingCertificateIsTheOneNamed,
  chainLeadsToAnAnchor,
  trustServiceWasInForce,
  pathIsAllowed,
  pathIsInForce,
  keyUsageAllowsSigning,
  algorithmsAreStrong,
  chainAlgorithmsAreStrong,
  timestampIsNotOfTheFuture,
  certificateIsNotRevoked,
  qualificationIsTold,
  remarks,
];
