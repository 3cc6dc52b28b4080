import { digest } from "../algorithms/digests.ts";
import { cmsOid } from "../cms/oids.ts";
import type { PdfSignatureFacts, SignatureFacts, Unreadable } from "../facts.ts";
import { sameBytes } from "../text.ts";
import { asUnreadable, readEnvelope, timestampFacts } from "./envelope.ts";
import { type Envelope, type SignedContent, signedContent, signerFacts } from "./signer.ts";
import type { Trust } from "./trust.ts";

type Found = Omit<SignatureFacts, "pdf">;

/** Sub-filters whose /Contents is a CMS. Others (adbe.x509.rsa_sha1) are recognised and not verified. */
const cmsFilters: ReadonlySet<string> = new Set([
  "adbe.pkcs7.detached",
  "adbe.pkcs7.sha1",
  "ETSI.CAdES.detached",
  "ETSI.RFC3161",
  // Brazilian PAdES profile, the same bytes under another name.
  "PBAD.PAdES",
]);

/** What the CMS in a signature dictionary says about the bytes that its ByteRange names. */
export function pdfEnvelope(
  bytes: Uint8Array,
  pdf: Pick<PdfSignatureFacts, "subFilter" | "byteRange">,
  trust: Trust,
): Found {
  const kind = pdf.subFilter === "ETSI.RFC3161" ? "timestamp" : "pades";
  const nothing = (unreadable: Unreadable | null): Found => ({ kind, unreadable, cms: null, timestamp: null });
  const { range, contents } = pdf.byteRange;
  if (range === null || contents === null) return nothing(null);
  if (!cmsFilters.has(pdf.subFilter ?? "")) return nothing({ code: "PDF_SUBFILTER", detail: pdf.subFilter ?? "-" });
  const [start, length, second, rest] = range;
  if (second + rest > bytes.length) return nothing(null);
  const covered = signedContent("external", [
    bytes.subarray(start, start + length),
    bytes.subarray(second, second + rest),
  ]);
  try {
    const envelope = readEnvelope(contents);
    const [signer] = envelope.signedData.signers;
    // ETSI EN 319 142-1 §4.1: one signer and no more. The first is judged, the others are told.
    if (signer === undefined) return nothing({ code: "CMS_NO_SIGNERS", detail: "" });
    const isToken = envelope.signedData.contentType === cmsOid.tstInfo;
    if (isToken !== (kind === "timestamp")) return nothing({ code: "PDF_SUBFILTER_CONTRADICTED", detail: "" });
    const content = contentUnder(pdf.subFilter, envelope, covered);
    const cms = signerFacts(envelope, signer, content, trust);
    return { kind, unreadable: null, cms, timestamp: isToken ? timestampFacts(envelope, covered) : null };
  } catch (error) {
    return nothing(asUnreadable(error));
  }
}

/** Which bytes the messageDigest attribute speaks of. */
function contentUnder(subFilter: string | null, envelope: Envelope, covered: SignedContent): SignedContent {
  const { content, contentType } = envelope.signedData;
  if (contentType === cmsOid.tstInfo) {
    return content === null ? signedContent("missing", []) : signedContent("attached", [content]);
  }
  if (content === null) return covered;
  if (subFilter === "adbe.pkcs7.sha1") {
    // ISO 32000-1 §12.8.3.3.1: the content is the SHA-1 of the ranges.
    const honest = sameBytes(content, digest("sha1", ...covered.parts));
    return signedContent(honest ? "attached" : "conflict", [content]);
  }
  // A detached sub-filter with content inside: only the ranges count.
  return covered;
}
