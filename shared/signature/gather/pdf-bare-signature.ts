import { type DigestName, digestOfOid } from "../algorithms/digests.ts";
import { schemeOf } from "../algorithms/signature-algorithm.ts";
import { publicKeyOf, verifyDigest } from "../algorithms/verify-signature.ts";
import { cmsOid } from "../cms/oids.ts";
import type { SignedData, SignerInfo } from "../cms/signed-data.ts";
import { readElement } from "../der/read.ts";
import { readOctets } from "../der/value.ts";
import { MalformedError } from "../error.ts";
import { entryOf, isArray, isString, type PdfValue } from "../pdf/value.ts";
import type { Certificate } from "../x509/certificate.ts";
import { readCertificates } from "./find-certificate.ts";
import type { Envelope, SignedContent } from "./signer.ts";

const rsaEncryption = "1.2.840.113549.1.1.1";

// ISO 32000-1 table 257: SHA-1 gave the sub-filter its name, later versions let the others in.
const digestOids = ["1.3.14.3.2.26", "2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"];

/**
 * A signature without CMS (adbe.x509.rsa_sha1, ISO 32000-1 §12.8.3.2): /Contents is a bare PKCS #1 value, /Cert the
 * signer's certificate and its issuers. Put into the form of a signer without signed attributes, which is what it says.
 *
 * @throws {MalformedError}
 */
export function bareSignature(
  contents: Uint8Array,
  dictionary: PdfValue,
  covered: SignedContent,
): { readonly envelope: Envelope; readonly signer: SignerInfo } {
  const signature = readOctets(readElement(contents), "PKCS #1 signature");
  const written = entryOf(dictionary, "Cert");
  const chain = (isArray(written) ? written.items : [written]).flatMap((item) => (isString(item) ? [item.bytes] : []));
  const bag = readCertificates(chain);
  const [certificate] = bag.certificates;
  if (certificate === undefined) throw new MalformedError("CMS_MALFORMED", "no certificate beside the signature", 0);
  const oid = digestOids.find((each) => holds(certificate, each, covered, signature)) ?? digestOids[0] ?? "";
  const signer: SignerInfo = {
    version: 1,
    id: { kind: "issuer-serial", issuer: certificate.issuer.raw, serialNumber: certificate.serialNumber },
    digestAlgorithm: { oid, parameters: null },
    signatureAlgorithm: { oid: rsaEncryption, parameters: null },
    signedAttributes: null,
    unsignedAttributes: [],
    signature,
    fields: [],
  };
  const signedData: SignedData = {
    version: 1,
    contentType: cmsOid.data,
    content: null,
    certificates: chain,
    crls: [],
    ocsps: [],
    digestOids: [oid],
    signers: [signer],
  };
  return { envelope: { signedData, bag, ber: false, trailingBytes: 0 }, signer };
}

function holds(certificate: Certificate, oid: string, covered: SignedContent, signature: Uint8Array): boolean {
  const name: DigestName | null = digestOfOid(oid);
  const scheme = schemeOf({ oid: rsaEncryption, parameters: null });
  if (name === null || scheme === null) return false;
  return verifyDigest(publicKeyOf(certificate.publicKey), scheme, name, covered.digestOf, signature) === "valid";
}
