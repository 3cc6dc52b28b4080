import { digest } from "../algorithms/digests.ts";
import { hex, sameBytes } from "../text.ts";
import { readCertificate } from "../x509/certificate.ts";
import { asRefused, certificateName, type ListProblem } from "./list-signature.ts";
import type { TrustedList, TrustedListFacts, TrustService } from "./trust-types.ts";
import { readTrustedList } from "./trusted-list.ts";

export interface RefusedList {
  /** SHA-256 of the file, upper-case hex. */
  readonly sha256: string;
  /** As the list says; null when it could not be read or its signature does not hold. */
  readonly territory: string | null;
  readonly sequence: number | null;
  readonly problem: ListProblem;
  readonly detail: string;
}

/** Trust as it comes from signed lists: compact, so that it is read once and used for many files. */
export interface TrustStore {
  readonly lists: readonly TrustedListFacts[];
  readonly services: readonly TrustService[];
  readonly refused: readonly RefusedList[];
  /** What vouches for the list of the lists: a certificate that was given, or nothing but itself (then whoever gave it). */
  readonly root: "given-certificate" | "own-pointers" | "none";
}

export interface ListOptions {
  /** Certificates that may sign the list of the lists (as the Official Journal names them) or a list of their own, DER. */
  readonly signers?: readonly Uint8Array[];
  /** The sequence number last seen of each territory; a list below it is refused. */
  readonly previous?: Readonly<Record<string, number>>;
}

/**
 * Reads trusted lists and decides which of them to believe.
 *
 * Lists of the lists are taken in the order of their numbers: each must be signed by a certificate that the one before
 * it names (pivots, TS 119 615 §4.1), the first by one that was given; when none was given, the first is believed for
 * itself, and `root` says so. A national list must be signed by a certificate that the newest of them names for its
 * territory, or by one that was given. Of several lists of a territory the highest number counts.
 *
 * Never throws because of the bytes: what is not believed stands in `refused`. Whether a list is still in force is
 * asked with each verdict, at its moment.
 */
export function readTrustedLists(files: readonly Uint8Array[], options: ListOptions = {}): TrustStore {
  const refused: RefusedList[] = [];
  const read = files.flatMap((bytes) => readOne(bytes, refused));
  const current = read.filter((list) => !isRollback(list, options, refused));
  const given = new Set((options.signers ?? []).map(certificateName));
  const { newest, root } = listOfLists(current, given, refused);
  const accepted = nationalLists(current, newest, given, refused);
  return {
    lists: [...(newest === null ? [] : [newest.facts]), ...accepted.map(({ facts }) => facts)],
    services: accepted.flatMap(({ services }) => services),
    refused,
    root,
  };
}

function readOne(bytes: Uint8Array, refused: RefusedList[]): TrustedList[] {
  try {
    return [readTrustedList(bytes)];
  } catch (error) {
    const { problem, message } = asRefused(error);
    const sha256 = hex(digest("sha256", bytes));
    refused.push({ sha256, territory: null, sequence: null, problem, detail: message });
    return [];
  }
}

function refuse(list: TrustedList, problem: ListProblem, detail: string): RefusedList {
  const { sha256, territory, sequence } = list.facts;
  return { sha256, territory, sequence, problem, detail };
}

function isRollback(list: TrustedList, { previous = {} }: ListOptions, refused: RefusedList[]): boolean {
  const { territory, sequence } = list.facts;
  const last = Object.hasOwn(previous, territory) ? previous[territory] : undefined;
  if (last === undefined || sequence >= last) return false;
  refused.push(refuse(list, "LIST_SEQUENCE_ROLLBACK", `${sequence} < ${last}`));
  return true;
}

const bySequence = (a: TrustedList, b: TrustedList) => a.facts.sequence - b.facts.sequence;

function listOfLists(
  read: readonly TrustedList[],
  given: ReadonlySet<string>,
  refused: RefusedList[],
): { newest: TrustedList | null; root: TrustStore["root"] } {
  const all = read.filter(({ isListOfLists }) => isListOfLists).sort(bySequence);
  const isGiven = all.some(({ facts }) => given.has(facts.signer));
  let signers: ReadonlySet<string> | null = isGiven ? given : null;
  let newest: TrustedList | null = null;
  for (const list of all) {
    const own = new Set(pointed(list, list.facts.territory).map(certificateName));
    if (!(signers ?? own).has(list.facts.signer) && !given.has(list.facts.signer)) {
      refused.push(
        refuse(list, "LIST_SIGNER_NOT_TRUSTED", "no earlier list and no given certificate names its signer"),
      );
      continue;
    }
    if (newest?.facts.sequence === list.facts.sequence && newest.facts.sha256 !== list.facts.sha256) {
      refused.push(refuse(list, "LIST_SEQUENCE_ROLLBACK", "another list has the same number"));
      continue;
    }
    newest = list;
    signers = own;
  }
  return { newest, root: newest === null ? "none" : isGiven ? "given-certificate" : "own-pointers" };
}

const pointed = (list: TrustedList, territory: string): readonly Uint8Array[] =>
  list.pointers.filter((pointer) => pointer.isXml && pointer.territory === territory).flatMap((p) => p.certificates);

function nationalLists(
  read: readonly TrustedList[],
  newest: TrustedList | null,
  given: ReadonlySet<string>,
  refused: RefusedList[],
): TrustedList[] {
  const accepted = new Map<string, TrustedList>();
  for (const list of read.filter(({ isListOfLists }) => !isListOfLists).sort(bySequence)) {
    const problem = signerProblem(list, newest, given);
    if (problem !== null) {
      refused.push(problem);
      continue;
    }
    const older = accepted.get(list.facts.territory);
    if (older !== undefined && older.facts.sequence === list.facts.sequence) {
      if (older.facts.sha256 === list.facts.sha256) continue;
      refused.push(refuse(list, "LIST_SEQUENCE_ROLLBACK", "another list has the same number"));
      continue;
    }
    if (older !== undefined) refused.push(refuse(older, "LIST_SUPERSEDED", `by ${list.facts.sequence}`));
    accepted.set(list.facts.territory, list);
  }
  return [...accepted.values()];
}

function signerProblem(list: TrustedList, newest: TrustedList | null, given: ReadonlySet<string>): RefusedList | null {
  const { territory, signer } = list.facts;
  if (given.has(signer)) return null;
  const named = newest === null ? [] : pointed(newest, territory);
  if (named.some((certificate) => certificateName(certificate) === signer)) return null;
  if (newest !== null && named.length === 0) return refuse(list, "LIST_TERRITORY", territory);
  const own = readCertificate(list.signer).subject.raw;
  // The name of a trusted signer on another key is what a forger would bring.
  const nameOnly = named.some((certificate) => {
    try {
      return sameBytes(readCertificate(certificate).subject.raw, own);
    } catch {
      // A pointer whose certificate cannot be read names nobody.
      return false;
    }
  });
  return refuse(list, nameOnly ? "LIST_SIGNER_NAME_ONLY" : "LIST_SIGNER_NOT_TRUSTED", territory);
}
