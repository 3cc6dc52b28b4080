import type { ActData } from "../act-data.ts";
import { type Found } from "./found.ts";
import type { ActPages } from "./lines.ts";
import { type Missing } from "./missing.ts";
import { type Problem } from "./problems.ts";
/** What was read of an act that exists, what was not, and what stands in it and could not be read. */
export type ReadAct = {
  /** Only what the text says. It is an `ActData` where `whole` is not null. */
  readonly act: Partial<ActData>;
  /** The same, parsed; null where not even body and subject were found. */
  readonly whole: ActData | null;
  readonly found: readonly Found[];
  readonly missing: readonly Missing[];
  readonly problems: readonly Problem[];
  readonly pages: number;
  /** Feet that were found and that there should be, for the check PAG-01. */
  readonly footers:
    | {
        readonly found: number;
        readonly pages: number;
      }
    | undefined;
};
/** More text than this is no act; the rest is not read, and that is said. */
export declare const mostCharacters = 4000000;
/**
 * Reads an act back from its lines: the fields of `ActData`, each with the place where it stands.
 *
 * Nothing is invented: a field that the text does not say is in `missing`, with what to do. Fields that only a person
 * can answer (outside funding, outgoing contractor, end of the phase that is committed for) are never guessed.
 * Time grows with the length of the text. Not promised: that the text of a PDF is what its pages show.
 */
export declare function readAct(pages: ActPages): ReadAct;
