import { type Certificate, readCertificate } from "./certificate.ts";
import { remembering } from "./remember.ts";

/**
 * A certificate as {@link readCertificate} decodes it. Signers and their issuers are few and sign much; what is derived
 * from the object (its key, which issuer signed it) is remembered with it. Some megabytes at most.
 *
 * @throws {MalformedError} each time anew
 */
export const knownCertificate: (bytes: Uint8Array) => Certificate = remembering(
  { values: 512, octets: 8 * 1024 },
  readCertificate,
);
