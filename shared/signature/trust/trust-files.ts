import { digest } from "../algorithms/digests.ts";
import { MalformedError } from "../error.ts";
import { prepare } from "../gather/prepare.ts";
import { hex } from "../text.ts";
import type { ListProblem } from "./list-signature.ts";
import { readTrustedLists, type TrustStore } from "./trust-store.ts";

/** What whoever runs a verifier laid in one place: certificates (`.pem .crt .cer .der`) and signed lists (`.xml`). */
export interface TrustFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface TrustFromFiles {
  /** Certificates, DER each. They are trusted outright and may sign lists. */
  readonly anchors: readonly Uint8Array[];
  /** Set where a list is among the files, believed or not. */
  readonly trustedLists?: TrustStore;
  /** The files of the lists that are believed: with the anchors they give the same store again. */
  readonly lists: readonly Uint8Array[];
  /** Files that do not count, and why. A list that a newer one supersedes is no problem. */
  readonly problems: readonly {
    readonly name: string;
    readonly problem: ListProblem | "NOT_A_CERTIFICATE";
    readonly detail: string;
  }[];
}

/** Files of other names are not looked at. */
export const isTrustFile = (name: string): boolean => /\.(?:pem|crt|cer|der|xml)$/i.test(name);

/**
 * Reads certificates and signed trusted lists that lie together. What is neither is told and does not stop the others.
 * `previous`: the list numbers seen before, as in {@link readTrustedLists}.
 */
export function trustFromFiles(
  files: readonly TrustFile[],
  previous: Readonly<Record<string, number>> = {},
): TrustFromFiles {
  const problems: TrustFromFiles["problems"][number][] = [];
  const lists = files.filter(({ name }) => /\.xml$/i.test(name));
  const anchors = files
    .filter((file) => isTrustFile(file.name) && !lists.includes(file))
    .flatMap((file) => certificatesIn(file, problems));
  if (lists.length === 0) return { anchors, lists: [], problems };
  const nameOf = new Map(lists.map(({ name, bytes }) => [hex(digest("sha256", bytes)), { name, bytes }]));
  const trustedLists = readTrustedLists(
    lists.map(({ bytes }) => bytes),
    { signers: anchors, previous },
  );
  for (const { sha256, problem, detail } of trustedLists.refused)
    if (problem !== "LIST_SUPERSEDED") problems.push({ name: nameOf.get(sha256)?.name ?? sha256, problem, detail });
  const believed = trustedLists.lists.flatMap(({ sha256 }) => nameOf.get(sha256)?.bytes ?? []);
  return { anchors, trustedLists, lists: believed, problems };
}

function certificatesIn({ name, bytes }: TrustFile, problems: TrustFromFiles["problems"][number][]): Uint8Array[] {
  try {
    const found = prepare({ anchors: [bytes] }).trust.anchors.map(({ raw }) => raw);
    if (found.length > 0) return found;
    problems.push({ name, problem: "NOT_A_CERTIFICATE", detail: "no certificate in it" });
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    problems.push({ name, problem: "NOT_A_CERTIFICATE", detail: error.message });
  }
  return [];
}
