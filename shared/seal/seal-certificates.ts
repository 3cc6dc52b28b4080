import { createHash, createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { type Certificate, readCertificate } from "../signature/x509/certificate.ts";
import { nameText, sameName } from "../signature/x509/name.ts";

/** Why a certificate cannot seal: what was found, and what must be there. Codes are stable. */
export type SealCertificateProblem = {
  readonly code:
    | "NO_CERTIFICATE"
    | "CERTIFICATE_UNREADABLE"
    | "OTHER_KEY"
    | "NOT_YET_VALID"
    | "EXPIRED"
    | "NOT_FOR_SIGNING"
    | "IS_AUTHORITY"
    | "ISSUER_MISSING";
  /** Which of the file's certificates, by its subject; empty when it is about the file. */
  readonly about: string;
  readonly found: string;
};

export type SealCertificates = {
  /** The seal's own, DER. */
  readonly certificate: Uint8Array;
  /** Its issuers, DER, nearest first, as far as the file holds them. */
  readonly chain: readonly Uint8Array[];
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601. */
  readonly from: string;
  readonly until: string;
  /** Nobody but itself says whose it is: good for tries, and no reader trusts it. */
  readonly selfSigned: boolean;
  /** How many of the file's certificates belong to no issuer of it; they are left out. */
  readonly leftOut: number;
};

export type CheckedSealCertificates =
  | { readonly ok: true; readonly value: SealCertificates }
  | { readonly ok: false; readonly problems: readonly SealCertificateProblem[] };

type Read = { readonly der: Uint8Array; readonly facts: Certificate; readonly x509: X509Certificate };

/**
 * Looks at the certificates that came for a key: one must be for that key, in force at `at`, meant for signatures and no
 * authority's, and each issuer that the file holds must have signed the one before it. Their order in the file does not
 * matter; certificates that are no issuers are left out.
 *
 * Not looked at: revocation, whether the issuer is qualified or trusted at all, the authority's policy.
 * @param publicKey SubjectPublicKeyInfo of the key that will sign, DER
 */
export function checkSealCertificates(
  certificates: readonly Uint8Array[],
  publicKey: Uint8Array,
  at: Date,
): CheckedSealCertificates {
  if (certificates.length === 0) return no({ code: "NO_CERTIFICATE", about: "", found: "0" });
  const all: Read[] = [];
  for (const [position, der] of certificates.entries()) {
    const read = readOne(der);
    if (!read) return no({ code: "CERTIFICATE_UNREADABLE", about: "", found: `${position + 1}` });
    all.push(read);
  }
  const key = createPublicKey({ key: publicKey, format: "der", type: "spki" });
  const own = all.find(({ x509 }) => x509.publicKey.equals(key));
  if (!own)
    return no(
      ...all.map(({ facts, x509 }) => ({
        code: "OTHER_KEY" as const,
        about: nameOf(facts),
        found: idOf(x509.publicKey),
      })),
    );
  const chain = issuersOf(own, all);
  const last = chain.at(-1) ?? own;
  // Not by `checkIssued`: whoever signs for itself alone need not be allowed to sign for others.
  const selfSigned = sameName(own.facts.issuer, own.facts.subject) && own.x509.verify(own.x509.publicKey);
  const problems = [own, ...chain].flatMap((one) => inForce(one.facts, at));
  problems.push(...usage(own));
  if (chain.length === 0 && !selfSigned)
    problems.push({ code: "ISSUER_MISSING", about: nameOf(last.facts), found: nameText(last.facts.issuer) });
  if (problems.length > 0) return { ok: false, problems };
  const { facts } = own;
  return {
    ok: true,
    value: {
      certificate: own.der,
      chain: chain.map(({ der }) => der),
      ...{ subject: nameOf(facts), issuer: nameText(facts.issuer) },
      ...{ from: new Date(facts.notBefore).toISOString(), until: new Date(facts.notAfter).toISOString() },
      ...{ selfSigned, leftOut: all.length - chain.length - 1 },
    },
  };
}

const no = (...problems: readonly SealCertificateProblem[]) => ({ ok: false as const, problems });
const nameOf = (facts: Certificate): string => nameText(facts.subject);

function readOne(der: Uint8Array): Read | undefined {
  try {
    const facts = readCertificate(der);
    return { der, facts, x509: new X509Certificate(der) };
  } catch {
    // Ours names what is malformed, OpenSSL's throws plain errors; both are about the bytes and nothing else.
    return undefined;
  }
}

/** By which two keys are told apart where people read it: SHA-256 of the SubjectPublicKeyInfo, its first half. */
const idOf = (key: KeyObject): string =>
  createHash("sha256")
    .update(key.export({ format: "der", type: "spki" }))
    .digest("hex")
    .slice(0, 32)
    .toUpperCase();

const issued = (issuer: Read, { x509 }: Read): boolean =>
  x509.checkIssued(issuer.x509) && x509.verify(issuer.x509.publicKey);

/** From the seal's own upwards, each proved by its signature; none twice. */
function issuersOf(own: Read, all: readonly Read[]): readonly Read[] {
  const chain: Read[] = [];
  for (let current = own; ; ) {
    const next = all.find((one) => one !== own && !chain.includes(one) && one.x509.ca && issued(one, current));
    if (!next) return chain;
    chain.push(next);
    current = next;
  }
}

function inForce(facts: Certificate, at: Date): readonly SealCertificateProblem[] {
  const about = nameOf(facts);
  if (at.getTime() < facts.notBefore)
    return [{ code: "NOT_YET_VALID", about, found: new Date(facts.notBefore).toISOString() }];
  if (at.getTime() > facts.notAfter) return [{ code: "EXPIRED", about, found: new Date(facts.notAfter).toISOString() }];
  return [];
}

/** ETSI EN 319 412-2 §4.3.2, to which 412-3 leads for seals; a reader takes a key without nonRepudiation for a login's. */
function usage({ facts, x509 }: Read): readonly SealCertificateProblem[] {
  const about = nameOf(facts);
  if (x509.ca) return [{ code: "IS_AUTHORITY", about, found: "CA: TRUE" }];
  if (facts.keyUsage?.has("nonRepudiation") === true) return [];
  return [{ code: "NOT_FOR_SIGNING", about, found: [...(facts.keyUsage ?? [])].join(", ") || "–" }];
}
