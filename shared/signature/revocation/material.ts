import { MalformedError } from "../error.ts";
import type { RevocationMaterial } from "../facts.ts";
import { type Crl, readCrl } from "./crl.ts";
import { type OcspAnswer, readOcsp } from "./ocsp.ts";

export interface DecodedMaterial {
  readonly crls: readonly Crl[];
  readonly ocsps: readonly OcspAnswer[];
  /** Answers that could not be read, or that were no answer. */
  readonly unreadable: number;
}

/** Answers of each kind that are read. A DSS that served every signature of a long life has dozens. */
const mostAnswers = 500;

/** Remembered by the bytes: every signature of a file is held against the same lists, and a list may be large. */
const crls = new WeakMap<Uint8Array, Crl | null>();
const ocsps = new WeakMap<Uint8Array, OcspAnswer | null>();

/** What can be read of the material; the rest is counted, because nothing can be concluded from it. */
export function decodedMaterial(material: RevocationMaterial): DecodedMaterial {
  const lists = decoded(material.crls, crls, readCrl);
  const answers = decoded(material.ocsps, ocsps, readOcsp);
  return {
    crls: lists.read,
    ocsps: answers.read,
    unreadable: lists.unreadable + answers.unreadable,
  };
}

function decoded<T>(
  bytes: readonly Uint8Array[],
  known: WeakMap<Uint8Array, T | null>,
  reader: (bytes: Uint8Array) => T,
): { read: T[]; unreadable: number } {
  const answers = bytes.slice(0, mostAnswers).map((each) => {
    const before = known.get(each);
    if (before !== undefined) return before;
    const value = orNull(() => reader(each));
    known.set(each, value);
    return value;
  });
  const read = answers.filter((answer): answer is T & {} => answer !== null);
  return { read, unreadable: bytes.length - read.length };
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedError) return null;
    throw error;
  }
}
