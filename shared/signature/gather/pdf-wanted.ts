import { type DigestName, digestOfOid } from "../algorithms/digests.ts";
import { schemeOf } from "../algorithms/signature-algorithm.ts";
import { cmsOid } from "../cms/oids.ts";
import { safely } from "../pdf/safely.ts";
import { entryOf, nameOf } from "../pdf/value.ts";
import { readTstInfo } from "../timestamp/tst-info.ts";
import type { WantedDigest } from "../windows/passing-digests.ts";
import { readEnvelope } from "./envelope.ts";
import { openRevision } from "./pdf.ts";
import type { PdfInput } from "./pdf-input.ts";

/**
 * The digests that the signatures of the newest revision will be asked for, so that one pass over the file has them all.
 *
 * A guess that spares a pass and decides nothing: what is missing in the end is computed in another one.
 */
export function wantedDigests(input: Pick<PdfInput, "file" | "open">): WantedDigest[] {
  const { fields } = openRevision(input, input.file.length);
  return fields.flatMap(({ field, byteRange: { range, contents } }) => {
    if (range === null || contents === null || range[2] + range[3] > input.file.length) return [];
    const subFilter = nameOf(entryOf(field.signature, "SubFilter"));
    return [...safely(() => namesIn(contents, subFilter), new Set<DigestName>())].map((name) => ({ name, range }));
  });
}

function namesIn(contents: Uint8Array, subFilter: string | null): Set<DigestName> {
  if (subFilter === "adbe.x509.rsa_sha1") return new Set<DigestName>(["sha1"]);
  const { signedData } = readEnvelope(contents);
  const { content, contentType } = signedData;
  if (contentType === cmsOid.tstInfo) return known([content === null ? null : readTstInfo(content).digest]);
  const [signer] = signedData.signers;
  if (signer === undefined) return new Set();
  const scheme = schemeOf(signer.signatureAlgorithm);
  const own = digestOfOid(signer.digestAlgorithm.oid);
  // Without signed attributes the signature value is over the digest that its own algorithm names.
  const direct = signer.signedAttributes === null && scheme !== null && "digest" in scheme ? scheme.digest : null;
  return known([own, direct, subFilter === "adbe.pkcs7.sha1" ? "sha1" : null]);
}

const known = (names: readonly (DigestName | null)[]): Set<DigestName> =>
  new Set(names.filter((name): name is DigestName => name !== null));
