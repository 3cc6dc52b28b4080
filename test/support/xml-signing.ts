import { createHash, sign } from "node:crypto";
import type { Holder } from "./pki.ts";

// Writes XML signatures. Everything is written in canonical form from the start, so that no canonicalizer is needed
// here and the one under test is held against text that it did not make.

export const xmlns = {
  ds: "http://www.w3.org/2000/09/xmldsig#",
  xades: "http://uri.etsi.org/01903/v1.3.2#",
} as const;
export const exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
export const enveloped = `${xmlns.ds}enveloped-signature`;
const sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
const ecdsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

export const base64 = (data: Uint8Array): string => Buffer.from(data).toString("base64");
export const digest = (data: Uint8Array | string): string => createHash("sha256").update(data).digest("base64");

export interface ReferenceWish {
  readonly uri: string;
  readonly type?: string;
  readonly transforms?: readonly string[];
  /** Elements inside Transform, for those that take parameters. */
  readonly parameters?: string;
  /** The octets that the transforms give. */
  readonly octets: Uint8Array | string;
}

function reference({ uri, type, transforms = [], parameters = "", octets }: ReferenceWish): string {
  const each = transforms.map((uri) => `<ds:Transform Algorithm="${uri}">${parameters}</ds:Transform>`).join("");
  const list = each === "" ? "" : `<ds:Transforms>${each}</ds:Transforms>`;
  const kind = type === undefined ? "" : ` Type="${type}"`;
  return `<ds:Reference${kind} URI="${uri}">${list}<ds:DigestMethod Algorithm="${sha256}"></ds:DigestMethod><ds:DigestValue>${digest(octets)}</ds:DigestValue></ds:Reference>`;
}

export interface PropertiesWish {
  readonly id?: string;
  readonly time?: string;
  /** The certificate that is named; the signer's when absent. */
  readonly certificate?: Uint8Array;
}

/** SignedProperties in the canonical form that they have wherever they stand. */
export function signedProperties(
  certificate: Uint8Array,
  { id = "sp", time = "2021-03-01T10:00:00Z" }: PropertiesWish = {},
): string {
  const declared = `xmlns:ds="${xmlns.ds}"`;
  return [
    `<xades:SignedProperties xmlns:xades="${xmlns.xades}" Id="${id}"><xades:SignedSignatureProperties>`,
    `<xades:SigningTime>${time}</xades:SigningTime><xades:SigningCertificateV2><xades:Cert><xades:CertDigest>`,
    `<ds:DigestMethod ${declared} Algorithm="${sha256}"></ds:DigestMethod>`,
    `<ds:DigestValue ${declared}>${digest(certificate)}</ds:DigestValue>`,
    "</xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties></xades:SignedProperties>",
  ].join("");
}

export interface SignatureWish {
  readonly holder: Holder;
  readonly references: readonly ReferenceWish[];
  readonly id?: string;
  /** Null: no XAdES properties at all. */
  readonly properties?: PropertiesWish | null;
  /** The properties are written but no reference covers them. */
  readonly leavePropertiesUnsigned?: boolean;
  readonly certificates?: readonly Uint8Array[];
  /** More ds:Object elements. */
  readonly objects?: string;
}

/** A ds:Signature element. */
export function xmlSignature(wish: SignatureWish): string {
  const { holder, id = "sig", properties = {}, certificates = [holder.der], objects = "" } = wish;
  const text = properties === null ? null : signedProperties(properties.certificate ?? holder.der, properties);
  const references = [...wish.references];
  if (text !== null && !wish.leavePropertiesUnsigned) {
    const type = "http://uri.etsi.org/01903#SignedProperties";
    references.push({ uri: `#${properties?.id ?? "sp"}`, type, transforms: [exclusive], octets: text });
  }
  const signedInfo = [
    `<ds:SignedInfo xmlns:ds="${xmlns.ds}"><ds:CanonicalizationMethod Algorithm="${exclusive}"></ds:CanonicalizationMethod>`,
    `<ds:SignatureMethod Algorithm="${ecdsaSha256}"></ds:SignatureMethod>${references.map(reference).join("")}</ds:SignedInfo>`,
  ].join("");
  const value = sign("sha256", Buffer.from(signedInfo), { key: holder.key, dsaEncoding: "ieee-p1363" });
  const keys = certificates.map((each) => `<ds:X509Certificate>${base64(each)}</ds:X509Certificate>`).join("");
  const qualifying =
    text === null
      ? ""
      : `<ds:Object><xades:QualifyingProperties xmlns:xades="${xmlns.xades}" Target="#${id}">${text}</xades:QualifyingProperties></ds:Object>`;
  return [
    `<ds:Signature xmlns:ds="${xmlns.ds}" Id="${id}">${signedInfo}<ds:SignatureValue>${base64(value)}</ds:SignatureValue>`,
    `<ds:KeyInfo><ds:X509Data>${keys}</ds:X509Data></ds:KeyInfo>${objects}${qualifying}</ds:Signature>`,
  ].join("");
}

/** A document with a signature at its end: `body` is canonical and ends with the end tag of the root. */
export function envelopedIn(
  body: string,
  wish: Omit<SignatureWish, "references">,
  more: readonly ReferenceWish[] = [],
): string {
  const end = body.lastIndexOf("</");
  const whole: ReferenceWish = { uri: "", transforms: [enveloped, exclusive], octets: body };
  return body.slice(0, end) + xmlSignature({ ...wish, references: [whole, ...more] }) + body.slice(end);
}
