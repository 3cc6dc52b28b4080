import type { Element } from "@xmldom/xmldom";
import { type DigestName, digest } from "../algorithms/digests.ts";
import { sameBytes } from "../text.ts";
import type { Certificate } from "../x509/certificate.ts";
import { digestOfUri } from "./algorithms.ts";
import { attribute, bytesOf, child, childrenNamed, elementsOf, ns, textOf } from "./element.ts";

/** A certificate as signed properties name it. */
export interface CertificateDigest {
  /** Null: not a digest of the list. */
  readonly digest: DigestName | null;
  readonly value: Uint8Array;
  /** Decimal, from IssuerSerial of the first version; null when it is not told. */
  readonly serialNumber: string | null;
}

/** The Cert entries of SigningCertificate and SigningCertificateV2 (EN 319 132-1 §5.2.2): the signer's first. @throws {MalformedError} */
export function certificateDigests(signedProperties: Element): CertificateDigest[] {
  return signatureProperties(signedProperties)
    .filter(({ localName }) => localName === "SigningCertificate" || localName === "SigningCertificateV2")
    .flatMap((element) => childrenNamed(element, element.namespaceURI ?? "", "Cert").map(readCert));
}

function readCert(cert: Element): CertificateDigest {
  const namespace = cert.namespaceURI ?? "";
  const certDigest = child(cert, namespace, "CertDigest");
  const method = child(certDigest, ns.ds, "DigestMethod");
  const serial = child(child(cert, namespace, "IssuerSerial"), ns.ds, "X509SerialNumber");
  return {
    digest: method === null ? null : digestOfUri(attribute(method, "Algorithm") ?? ""),
    value: bytesOf(child(certDigest, ns.ds, "DigestValue")),
    serialNumber: textOf(serial),
  };
}

/** The children of SignedSignatureProperties. */
export function signatureProperties(signedProperties: Element): Element[] {
  const parent = child(signedProperties, signedProperties.namespaceURI ?? "", "SignedSignatureProperties");
  return parent === null ? [] : elementsOf(parent);
}

/** One of the digests is the certificate's. The serial number beside it is not compared: issuers spell it in many ways. */
export function namesCertificate(named: readonly CertificateDigest[], certificate: Certificate): boolean {
  return named.some(({ digest: name, value }) => name !== null && sameBytes(digest(name, certificate.raw), value));
}

/** Milliseconds since 1970 of an xs:dateTime, or null. One without a zone is taken as UTC, as validators do. */
export function dateTime(text: string | null): number | null {
  if (text === null) return null;
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (parts === null) return null;
  const time = Date.parse(`${parts[1]}.${(parts[2] ?? "0").slice(0, 3).padEnd(3, "0")}${parts[3] ?? "Z"}`);
  return Number.isNaN(time) ? null : time;
}

/** SigningTime, or null: the signer's own word. */
export function signingTime(signedProperties: Element): number | null {
  const element = signatureProperties(signedProperties).find(({ localName }) => localName === "SigningTime");
  return dateTime(textOf(element ?? null));
}
