import { type CryptoAnswer, publicKeyOf, verifySignature } from "../algorithms/verify-signature.ts";
import type { Certificate } from "../x509/certificate.ts";
import { canonicalize } from "./canonicalize.ts";
import type { XmlSignature } from "./xml-signature.ts";

/** Checks the signature value over the canonical SignedInfo; the references are another question. */
export function verifySignedInfo(signature: XmlSignature, certificate: Certificate): CryptoAnswer {
  if (signature.method === null || signature.scheme === null) return "unsupported";
  const signed = canonicalize(signature.signedInfo, signature.method);
  return verifySignature(publicKeyOf(certificate.publicKey), signature.scheme, null, signed, signature.value);
}
