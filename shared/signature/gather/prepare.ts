import { unwrapText } from "../cms/text-envelope.ts";
import type { RevocationMaterial } from "../facts.ts";
import { latin1 } from "../text.ts";
import type { TrustStore } from "../trust/trust-store.ts";
import type { Certificate } from "../x509/certificate.ts";
import { knownCertificate } from "../x509/known-certificates.ts";
import { withLists } from "./listed.ts";
import { givenCertificates, noMaterial, type Trust } from "./trust.ts";

export interface Sources {
  readonly fileName?: string;
  readonly anchors: readonly Uint8Array[];
  /** Issuers that the file may lack, DER each; they are not trusted. */
  readonly certificates?: readonly Uint8Array[];
  /** CRLs and OCSP answers beside those that the file carries. */
  readonly revocation?: RevocationMaterial;
  /** What signed trusted lists say ({@link readTrustedLists}); counts beside the anchors. */
  readonly trustedLists?: TrustStore;
  readonly detachedContent?: Uint8Array;
  readonly maxBytes?: number;
  /**
   * The SHA-256 of the file, upper-case hex, where the caller has computed it already over these very bytes, as a store
   * does that checks what it receives. It is repeated in the report and not computed again; that of the content always
   * is. A wrong one gives a report with a wrong impronta: leave it out unless it was computed here.
   */
  readonly sha256?: string;
}

export const defaultMaxBytes = 256 * 1024 * 1024;

/** Envelopes in envelopes that are opened. Real ones have two or three. */
export const maxLevels = 10;

/** @throws {TypeError} when what the caller gives is no SHA-256 in the form of the report */
export function knownFingerprint({ sha256 }: Pick<Sources, "sha256">): string | null {
  if (sha256 === undefined || /^[0-9A-F]{64}$/.test(sha256)) return sha256 ?? null;
  throw new TypeError(`sha256: 64 upper-case hex digits were expected, not ${JSON.stringify(sha256)}`);
}

/** The caller's material decoded once, for every level. @throws {MalformedError} when a certificate is none */
export function prepare(sources: Sources): Prepared {
  const { certificates = [], revocation = noMaterial, trustedLists, ...rest } = sources;
  const plain: Trust = {
    anchors: sources.anchors.flatMap(anchorCertificates),
    certificates: givenCertificates(certificates),
    revocation,
  };
  const trust = trustedLists === undefined ? plain : withLists(plain, trustedLists);
  return { ...rest, trust };
}

export interface Prepared {
  readonly fileName?: string;
  readonly trust: Trust;
  readonly detachedContent?: Uint8Array;
  readonly maxBytes?: number;
}

/** One certificate in DER, or any number of them in PEM. */
function anchorCertificates(bytes: Uint8Array): Certificate[] {
  if (bytes[0] === 0x30) return [knownCertificate(bytes)];
  const blocks = latin1(bytes).split("-----BEGIN CERTIFICATE-----").slice(1);
  return blocks.map((block) => {
    const body = block.slice(0, Math.max(0, block.indexOf("-----END")));
    return knownCertificate(unwrapText(new TextEncoder().encode(body.trim())).bytes);
  });
}
