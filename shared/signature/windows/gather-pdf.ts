import type { DigestName } from "../algorithms/digests.ts";
import type { GappedRange } from "../algorithms/file-digests.ts";
import { MalformedError } from "../error.ts";
import type { Facts } from "../facts.ts";
import { bareFacts } from "../gather/bare-facts.ts";
import { examinePdf, type PdfFacts } from "../gather/pdf.ts";
import { opener, type PdfDigests, type PdfInput } from "../gather/pdf-input.ts";
import { wantedDigests } from "../gather/pdf-wanted.ts";
import type { Trust } from "../gather/trust.ts";
import { OutOfReach } from "../pdf/file-bytes.ts";
import { hex } from "../text.ts";
import type { ByteSource, ReadingCost } from "./byte-source.ts";
import { type Passed, passOver } from "./pass.ts";
import { keyOf, type WantedDigest } from "./passing-digests.ts";
import { objectPlaces } from "./stretches.ts";
import { type WindowLimits, type WindowReader, windowReader } from "./window-reader.ts";
import { newWindows } from "./windows.ts";

/** Together the signatures of one file may ask for this many times its length to be hashed; honest ones ask for one. */
const mostHashing = 8;

/** Passes over the file. One is enough, but for signatures that only an earlier revision shows. */
const mostPasses = 4;

export interface Gathered {
  readonly facts: Facts;
  readonly cost: ReadingCost;
  /** Not everything was in reach: what depends on the rest is left open in the facts. */
  readonly scattered: boolean;
}

/** The signatures of a PDF of any size, in memory that does not grow with it. @throws faults of the source */
export async function gatherPdf(
  source: ByteSource,
  fileName: string,
  trust: Trust,
  limits: WindowLimits,
): Promise<Gathered> {
  const windows = newWindows();
  const reader = windowReader(source, windows, limits);
  await reader.fetch(Math.max(0, source.length - limits.tail), source.length);
  const file = { length: source.length, piece: new Uint8Array(), base: 0, pieces: windows };
  const base = { file, open: opener(file), examined: new Map() };
  const first = await planned(reader, base);
  const book = digestBook(source.length, first);
  const keep = await kept(reader, base, limits.kept);
  let passed = await passOver(source, windows, { whole: "sha256", digests: book.take(), keep });
  const { scanned } = passed;
  const impronta = passed.digests.get("sha256") ?? new Uint8Array();
  const input = { ...base, digests: book.digests, ...scanned };
  let passes = 1;
  let hashed = 0;
  for (;;) {
    hashed += passed.hashed;
    book.learn(passed);
    if (passes >= mostPasses) book.close();
    const facts = await examined(reader, input, trust);
    const digests = book.take();
    if (digests.length === 0) {
      const format = scanned.mentionsPdfA ? ("pdf-a" as const) : ("pdf" as const);
      const cost = { picked: reader.picked(), reads: reader.reads(), streamed: passes * source.length, hashed };
      const whole = { ...bareFacts(fileName, hex(impronta), source.length), format, ...facts };
      return { facts: whole, cost, scattered: windows.closed() };
    }
    base.examined.clear();
    passes++;
    passed = await passOver(source, windows, { whole: null, digests, keep: [] });
  }
}

type Base = Pick<PdfInput, "file" | "open" | "examined">;

const planned = (reader: WindowReader, base: Base): Promise<readonly WantedDigest[]> =>
  reader.answer(() => orNone(() => wantedDigests(base)));

const kept = (reader: WindowReader, { file, open }: Base, most: number) =>
  reader.answer(() => orNone(() => objectPlaces(open(file.length), file.length, most)));

/** What cannot be read here is told when the signatures are examined. */
function orNone<T>(ask: () => readonly T[]): readonly T[] {
  try {
    return ask();
  } catch (error) {
    if (error instanceof MalformedError || error instanceof OutOfReach) return [];
    throw error;
  }
}

async function examined(reader: WindowReader, input: PdfInput, trust: Trust): Promise<PdfFacts> {
  try {
    return await reader.answer(() => examinePdf(input, trust));
  } catch (error) {
    if (!(error instanceof OutOfReach)) throw error;
    return { unreadable: { code: "PDF_TOO_SCATTERED", detail: error.message }, encrypted: false, signatures: [] };
  }
}

/** The digests that are known, and those that somebody has asked for and will have after the next pass. */
function digestBook(length: number, first: readonly WantedDigest[]) {
  const known = new Map<string, Uint8Array>();
  const asked = new Map<string, WantedDigest>();
  const refused = new Set<string>();
  let left = mostHashing * length;
  let closed = false;

  const ask = (wanted: WantedDigest): void => {
    const key = keyOf(wanted);
    if (asked.has(key) || known.has(key)) return;
    // SHA-256 shares the way to its gap with the impronta, the others have to go there themselves.
    const way = wanted.name === "sha256" ? 0 : wanted.range[1];
    const price = way + Math.min(wanted.range[3], length);
    if (closed || price > left) {
      refused.add(wanted.range.join(" "));
      return;
    }
    left -= price;
    asked.set(key, wanted);
  };
  for (const each of first) ask(each);
  const digests: PdfDigests = {
    gapped: (name: DigestName, range: GappedRange) => {
      const value = known.get(keyOf({ name, range })) ?? null;
      if (value === null) ask({ name, range });
      return value;
    },
    refuses: (range) => refused.has(range.join(" ")),
  };
  return {
    digests,
    take(): WantedDigest[] {
      const list = [...asked.values()];
      asked.clear();
      return list;
    },
    learn(passed: Passed): void {
      for (const [key, value] of passed.digests) known.set(key, value);
    },
    close(): void {
      closed = true;
    },
  };
}
