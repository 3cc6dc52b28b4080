import { contentBytes, type DerNode, TAG } from "../der/node.ts";
import { expectTag, readElement, readWhole } from "../der/read.ts";
import { readTime } from "../der/time.ts";
import { integerKey } from "../der/value.ts";
import { MalformedError } from "../error.ts";
import type { Certificate } from "../x509/certificate.ts";
import { readExtensions } from "../x509/extensions.ts";
import { readGeneralNames } from "../x509/general-name.ts";
import { type Name, sameName } from "../x509/name.ts";
import type { Crl } from "./crl.ts";
import { type RevocationReason, reasonOf } from "./reason.ts";

export interface CrlEntry {
  /** Milliseconds since 1970. */
  readonly revokedAt: number;
  readonly reason: RevocationReason;
}

/** `unusable`: an entry carries a critical extension that nobody here knows, so the list decides nothing (RFC 5280 §5.3). */
export type EntrySearch = CrlEntry | "unlisted" | "unusable";

const entryOid = { reason: "2.5.29.21", hold: "2.5.29.23", invalidity: "2.5.29.24", issuer: "2.5.29.29" } as const;
const known: ReadonlySet<string> = new Set(Object.values(entryOid));

const found = new WeakMap<Crl, Map<string, EntrySearch>>();

/**
 * What a list says of a certificate. All entries are read, because one can make the list unusable, and because in an
 * indirect list each is of the issuer that was last named (§5.3.3).
 *
 * @throws {MalformedError}
 */
export function searchCrl(crl: Crl, certificate: Pick<Certificate, "serialKey" | "issuer">): EntrySearch {
  const key = `${certificate.serialKey} ${certificate.issuer.relative.join("\u0002")}`;
  const answers = found.get(crl) ?? new Map<string, EntrySearch>();
  found.set(crl, answers);
  const answer = answers.get(key) ?? search(crl, certificate);
  answers.set(key, answer);
  return answer;
}

function search(crl: Crl, { serialKey, issuer }: Pick<Certificate, "serialKey" | "issuer">): EntrySearch {
  if (crl.entries === null) return "unlisted";
  const { bytes, contentStart, end } = crl.entries;
  const lastOctet = Number.parseInt(serialKey.slice(-2), 16);
  let belongsTo: Name = crl.issuer;
  let answer: EntrySearch = "unlisted";
  // Walked by hand: a real list has hundreds of thousands of entries, more than any other structure may.
  for (let at = contentStart; at < end; ) {
    const entry = expectTag(readElement(bytes, at, end, 2), TAG.sequence, "revoked certificate");
    const serial = readElement(bytes, entry.contentStart, entry.end, 3);
    const date = readElement(bytes, serial.end, entry.end, 3);
    const details = date.end < entry.end ? readDetails(readElement(bytes, date.end, entry.end, 3)) : plain;
    if (details.unknownCritical) return "unusable";
    belongsTo = details.issuer ?? belongsTo;
    const fits = bytes[serial.end - 1] === lastOctet && integerKey(serial, "revoked serial number") === serialKey;
    if (fits && sameName(belongsTo, issuer)) answer = { revokedAt: readTime(date), reason: details.reason };
    at = entry.end;
  }
  return answer;
}

interface Details {
  readonly reason: RevocationReason;
  readonly issuer: Name | null;
  readonly unknownCritical: boolean;
}

const plain: Details = { reason: "unspecified", issuer: null, unknownCritical: false };

/** `SEQUENCE { SEQUENCE { id-ce-cRLReasons, OCTET STRING { ENUMERATED` as nearly every entry has it: worth not decoding. */
const reasonOnly = [0x30, 0x0c, 0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03, 0x0a, 0x01];

function readDetails(node: DerNode): Details {
  const { bytes, start, end } = node;
  if (end - start === reasonOnly.length + 1 && reasonOnly.every((octet, index) => bytes[start + index] === octet)) {
    return { ...plain, reason: reasonOf(bytes[end - 1] ?? 0) };
  }
  let { reason, issuer, unknownCritical } = plain;
  for (const { oid, critical, value } of readExtensions(node)) {
    if (oid === entryOid.reason) {
      const [code, more] = contentBytes(expectTag(readWhole(value), TAG.enumerated, "CRL reason"));
      if (code === undefined || more !== undefined)
        throw new MalformedError("DER_BAD_VALUE", "a CRL reason", node.start);
      reason = reasonOf(code);
    } else if (oid === entryOid.issuer) issuer = entryIssuer(readWhole(value));
    else if (critical && !known.has(oid)) unknownCritical = true;
  }
  return { reason, issuer, unknownCritical };
}

function entryIssuer(node: DerNode): Name {
  expectTag(node, TAG.sequence, "certificate issuer");
  const directory = readGeneralNames(node).find(({ kind }) => kind === "directory");
  if (directory?.kind !== "directory")
    throw new MalformedError("CRL_MALFORMED", "an issuer without a name", node.start);
  return directory.name;
}
