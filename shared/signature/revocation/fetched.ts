import { readSignedData } from "../cms/signed-data.ts";
import { unwrapText } from "../cms/text-envelope.ts";
import { berToDer } from "../der/ber.ts";
import { MalformedError } from "../error.ts";
import { readCertificate } from "../x509/certificate.ts";
import { readCrl } from "./crl.ts";
import { readOcsp } from "./ocsp.ts";
import { answersTo } from "./ocsp-request.ts";

/**
 * The certificates in what an AIA address gave: one in DER or PEM, or a certs-only CMS (RFC 5280 §4.2.2.1). None when it
 * is something else. DER each.
 */
export function fetchedIssuers(bytes: Uint8Array): Uint8Array[] {
  const plain = orNull(() => unwrapText(bytes).bytes) ?? bytes;
  if (orNull(() => readCertificate(plain)) !== null) return [plain];
  const bag = orNull(() => readSignedData(berToDer(plain).der).certificates) ?? [];
  return bag.filter((one) => orNull(() => readCertificate(one)) !== null);
}

/** The list in what a distribution point gave, DER, or null. */
export function fetchedCrl(bytes: Uint8Array): Uint8Array | null {
  const plain = orNull(() => unwrapText(bytes).bytes) ?? bytes;
  return orNull(() => readCrl(plain)) === null ? null : plain;
}

/** What a responder gave, when it is an answer and to this very question; else null. */
export function fetchedOcsp(bytes: Uint8Array, nonce: Uint8Array): Uint8Array | null {
  const answer = orNull(() => readOcsp(bytes));
  return answer !== null && answersTo(answer, nonce) ? bytes : null;
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    // What came from outside and cannot be read is nothing that came.
    if (error instanceof MalformedError) return null;
    throw error;
  }
}
