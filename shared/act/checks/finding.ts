import type { ActData } from "../act-data.ts";
import type { Day } from "../dates.ts";
import type { CheckCode, Severity } from "./codes.ts";
import type { ActText } from "./text/act-text.ts";

/**
 * An incoherence that the machine found: what, with which values, and where. A person decides.
 *
 * `E` blocks, `A` must be acknowledged with a reason, `I` informs. Codes are public: added to, never renamed or reused.
 */
export type Finding = {
  readonly code: CheckCode;
  readonly severity: Severity;
  readonly message: string;
  readonly where: string;
};

/** A place or a thing of the act, as people call it in both languages. */
export type Place = { readonly it: string; readonly en: string };

/** Several of them in one sentence. */
export function listed(things: readonly Place[]): Place {
  return { it: things.map(({ it }) => it).join(", "), en: things.map(({ en }) => en).join(", ") };
}

/** A finding before it is put into words. */
export type Hit = {
  readonly code: CheckCode;
  readonly where: Place;
  /** Values of the sentence's placeholders. */
  readonly values?: Readonly<Record<string, string | number | Place>>;
  /** Another sentence of the same code. */
  readonly variant?: string;
  /** Where it is not the code's own severity. */
  readonly severity?: Severity;
};

/** What is known of an uploaded file. */
export type FileFact = {
  readonly label: string;
  /** SHA-256 of the stored file, recomputed from its bytes. */
  readonly fingerprint: string;
  /** SHA-256 of the document inside a signed envelope. */
  readonly content?: string | undefined;
  /** How many signatures the file carries; absent when nobody looked. */
  readonly signatures?: number | undefined;
};

/** What the act's data cannot say of itself. Everything is optional: a check without its facts is silent. */
export type CheckContext = {
  /** The day on which the act is judged when it has no date yet. */
  readonly day?: Day | undefined;
  /** Every uploaded file. Absent: nobody looked for files, and their absence is not reported. */
  readonly files?: readonly FileFact[] | undefined;
  /** Outcome of the verification of the act's signature. */
  readonly signature?: ActData["signature"];
  /** Name of the register in which the act's number is already taken. */
  readonly numberTakenIn?: string | undefined;
  /** Pages whose footer was found in an imported act, and pages it says it has. */
  readonly footers?: { readonly found: number; readonly pages: number } | undefined;
  /** Language of the messages; Italian is the default. */
  readonly language?: "it" | "en" | undefined;
};

/** What every check reads. */
export type Subject = {
  readonly act: ActData;
  readonly context: CheckContext;
  /** The act's date, or the day on which a draft is judged. */
  readonly day: Day | undefined;
  /** The act's text, absent where only its structured data is known. */
  readonly text: ActText | undefined;
};

/** One check: the hits it has in an act, in the order of the act. Pure. */
export type Check = (subject: Subject) => readonly Hit[];
