import { type DigestName, digestOfOid } from "../algorithms/digests.ts";
import { cmsOid } from "../cms/oids.ts";
import type { SignerInfo } from "../cms/signed-data.ts";
import type { PdfSignatureFacts, SignatureFacts, Unreadable } from "../facts.ts";
import { sliceOf } from "../pdf/file-bytes.ts";
import type { PdfValue } from "../pdf/value.ts";
import { sameBytes } from "../text.ts";
import { asUnreadable, readEnvelope, timestampFacts } from "./envelope.ts";
import { bareSignature } from "./pdf-bare-signature.ts";
import type { PdfInput } from "./pdf-input.ts";
import { type Envelope, type SignedContent, signedContent, signerFacts } from "./signer.ts";
import type { Trust } from "./trust.ts";

type Found = Omit<SignatureFacts, "pdf"> & Pick<PdfSignatureFacts, "namedDigest">;

/** Sub-filters whose /Contents is a CMS. */
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
  input: PdfInput,
  pdf: Pick<PdfSignatureFacts, "subFilter" | "byteRange">,
  dictionary: PdfValue,
  trust: Trust,
): Found {
  const kind = pdf.subFilter === "ETSI.RFC3161" ? "timestamp" : "pades";
  const nothing = (unreadable: Unreadable | null): Found => ({
    kind,
    unreadable,
    cms: null,
    timestamp: null,
    namedDigest: null,
  });
  const { range, contents } = pdf.byteRange;
  if (range === null || contents === null) return nothing(null);
  const bare = pdf.subFilter === "adbe.x509.rsa_sha1";
  if (!bare && !cmsFilters.has(pdf.subFilter ?? ""))
    return nothing({ code: "PDF_SUBFILTER", detail: pdf.subFilter ?? "-" });
  const [, , second, rest] = range;
  if (second + rest > input.file.length) return nothing(null);
  if (input.digests.refuses(range)) return nothing({ code: "PDF_TOO_MUCH_TO_HASH", detail: "" });
  const covered = coveredContent(input, range);
  try {
    if (bare) {
      const { envelope, signer } = bareSignature(contents, dictionary, covered);
      const cms = signerFacts(envelope, signer, covered, trust);
      return { kind, unreadable: null, cms, timestamp: null, namedDigest: null };
    }
    return fromCms(readEnvelope(contents), pdf.subFilter, kind, covered, trust, nothing);
  } catch (error) {
    return nothing(asUnreadable(error));
  }
}

function fromCms(
  envelope: Envelope,
  subFilter: string | null,
  kind: "timestamp" | "pades",
  covered: SignedContent,
  trust: Trust,
  nothing: (unreadable: Unreadable) => Found,
): Found {
  const [written] = envelope.signedData.signers;
  // ETSI EN 319 142-1 §4.1: one signer and no more. The first is judged, the others are told.
  if (written === undefined) return nothing({ code: "CMS_NO_SIGNERS", detail: "" });
  const isToken = envelope.signedData.contentType === cmsOid.tstInfo;
  if (isToken !== (kind === "timestamp")) return nothing({ code: "PDF_SUBFILTER_CONTRADICTED", detail: "" });
  const { signer, namedDigest } = underSubFilter(subFilter, written);
  const content = contentUnder(subFilter, envelope, covered);
  const cms = signerFacts(envelope, signer, content, trust);
  return { kind, unreadable: null, cms, timestamp: isToken ? timestampFacts(envelope, covered) : null, namedDigest };
}

/** The bytes of a range, and their digests out of the one pass over the file. */
function coveredContent({ file, digests }: PdfInput, range: readonly [number, number, number, number]): SignedContent {
  const [start, length, second, rest] = range;
  const digestOf = (name: DigestName) => digests.gapped(name, range);
  // Two parts never read as one set of attributes.
  if (file.pieces !== null) {
    return { source: "external", parts: [], digestOf, streamed: { readsAsAttributes: false } };
  }
  const parts = [sliceOf(file, start, start + length), sliceOf(file, second, second + rest)];
  const content = signedContent("external", parts);
  // A range that does not start at 0 is a problem of its own; its digest is still told, over what it names.
  return start === 0 ? { ...content, digestOf } : content;
}

const sha1WithRsa = "1.2.840.113549.1.1.5";
const sha1 = "1.3.14.3.2.26";

/**
 * ISO 32000-1 §12.8.3.3.1 gives adbe.pkcs7.sha1 its digest by name. Old writers put the OID of sha1WithRSAEncryption where
 * the CMS wants the digest's: under this sub-filter that says the same and contradicts nothing; elsewhere it stays wrong.
 */
function underSubFilter(subFilter: string | null, signer: SignerInfo) {
  const { oid } = signer.digestAlgorithm;
  const renamed = subFilter === "adbe.pkcs7.sha1" && oid === sha1WithRsa && digestOfOid(oid) === null;
  if (!renamed) return { signer, namedDigest: null };
  return { signer: { ...signer, digestAlgorithm: { ...signer.digestAlgorithm, oid: sha1 } }, namedDigest: oid };
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
    const expected = covered.digestOf("sha1");
    const honest = expected !== null && sameBytes(content, expected);
    return signedContent(honest ? "attached" : "conflict", [content]);
  }
  // A detached sub-filter with content inside: only the ranges count.
  return covered;
}
