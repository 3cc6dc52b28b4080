import { createPublicKey } from "node:crypto";
import forge from "node-forge/lib/index.js";
import { SealError } from "./error.ts";
import type { SignerPort } from "./signer.ts";

/** Who the certificate is asked for: a legal person (ETSI EN 319 412-3 §4.2.1). */
export type SealSubject = {
  /** Two letters, ISO 3166. */
  readonly country: string;
  /** Full registered name. */
  readonly organization: string;
  /** `VATIT-…`, `NTRIT-…` or another of ETSI EN 319 412-1 §5.1.4. */
  readonly organizationId: string;
  /** Name by which the body is commonly known; what readers of a PDF show. */
  readonly commonName: string;
};

/** A key that asks for its certificate: its public half, DER, and its signature over what it is given. */
export type RequestingKey = Pick<SignerPort, "algorithm" | "sign"> & { readonly publicKey: Uint8Array };

/**
 * A certificate request (PKCS#10, RFC 2986) for an RSA key that may be anywhere, a KMS among them: the key signs through
 * the port, which proves to the authority that whoever asks has it.
 *
 * It asks for no extension: what a seal's certificate may be used for is the authority's to say, and is checked when the
 * certificate comes (`checkSealCertificates`).
 *
 * @returns the request, DER
 * @throws {SealError} `KEY_MISMATCH` for a key that is not RSA with SHA-256; whatever stops the key from answering
 */
export async function certificateRequest(subject: SealSubject, key: RequestingKey): Promise<Uint8Array> {
  const { asymmetricKeyType } = createPublicKey({ key: key.publicKey, format: "der", type: "spki" });
  if (asymmetricKeyType !== "rsa" || key.algorithm !== "RSA-SHA256")
    throw new SealError("KEY_MISMATCH", "a request is made for an RSA key that signs with SHA-256, and for no other");
  const { PRINTABLESTRING: printable, UTF8: utf8 } = forge.asn1.Type;
  const request = forge.pki.createCertificationRequest();
  request.publicKey = forge.pki.publicKeyFromAsn1(forge.asn1.fromDer(octets(key.publicKey)));
  request.setSubject([
    { type: "2.5.4.6", value: subject.country, valueTagClass: printable },
    { type: "2.5.4.10", value: subject.organization, valueTagClass: utf8 },
    { type: "2.5.4.97", value: subject.organizationId, valueTagClass: utf8 },
    { type: "2.5.4.3", value: subject.commonName, valueTagClass: utf8 },
  ]);
  // The library's own `sign` wants a key in memory that answers at once: its two halves are called instead.
  request.signatureOid = forge.pki.oids.sha256WithRSAEncryption;
  request.siginfo.algorithmOid = request.signatureOid;
  request.certificationRequestInfo = forge.pki.getCertificationRequestInfo(request);
  request.signature = octets(await key.sign(bytes(forge.asn1.toDer(request.certificationRequestInfo).getBytes())));
  return bytes(forge.asn1.toDer(forge.pki.certificationRequestToAsn1(request)).getBytes());
}

const octets = (data: Uint8Array): string => Array.from(data, (octet) => String.fromCharCode(octet)).join("");
const bytes = (text: string): Uint8Array => Uint8Array.from(text, (octet) => octet.charCodeAt(0));
