import { createHash } from "node:crypto";
import { joinBytes } from "../join-bytes.ts";
import type { PdfDocument } from "./document.ts";
import { fromOctets, octets } from "./syntax.ts";
import { isArray, members, type Reference } from "./values.ts";

/** A new object, or the new version of one. */
export type NewObject = { readonly reference: Reference; readonly body: Uint8Array };

type Placed = Reference & { readonly offset: number };

/** The file that is added to, as far as what is added must know it. */
export type UpdatedFile = Pick<PdfDocument, "trailer" | "kind" | "offset" | "nextNumber"> & {
  /** Bytes of the file, and whether the last of them ends a line. */
  readonly length: number;
  readonly endsLine: boolean;
  /** Tells this revision from others: 32 hexadecimal digits for the second part of /ID. */
  readonly revision: string;
};

/**
 * Adds objects to a PDF by an incremental update (ISO 32000-1 §7.5.6), with a section of the newest one's kind.
 *
 * @returns the file, of which the document's bytes are an exact prefix, and where each body begins in it.
 */
export function incrementalUpdate(document: PdfDocument, objects: readonly NewObject[]) {
  const { bytes, trailer, kind, offset, nextNumber } = document;
  const last = bytes.at(-1);
  const revision = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
  const file = { trailer, kind, offset, nextNumber, length: bytes.length, endsLine: last === 0x0a || last === 0x0d };
  const { tail, bodies } = updateTail({ ...file, revision }, objects);
  return { bytes: joinBytes([bytes, tail]), bodies };
}

/** What `incrementalUpdate` puts behind the file, without the file; the places of the bodies are those in the whole. */
export function updateTail(file: UpdatedFile, objects: readonly NewObject[]) {
  const parts: Uint8Array[] = [];
  let length = file.length;
  /** Returns where it was put. */
  const add = (part: string | Uint8Array): number => {
    const bytes = typeof part === "string" ? fromOctets(part) : part;
    parts.push(bytes);
    length += bytes.length;
    return length - bytes.length;
  };
  if (!file.endsLine) add("\n");

  const bodies = new Map<number, number>();
  const places: Placed[] = [];
  for (const { reference, body } of objects) {
    places.push({ ...reference, offset: add(`${reference.number} ${reference.generation} obj\n`) });
    bodies.set(reference.number, add(body));
    add("\nendobj\n");
  }
  const section = file.kind === "table" ? tableSection(file, places) : streamSection(file, places, length);
  const offset = add(section);
  add(`startxref\n${offset}\n%%EOF\n`);
  return { tail: joinBytes(parts), bodies };
}

function tableSection(document: UpdatedFile, places: readonly Placed[]): Uint8Array {
  const size = sizeWith(document, places);
  const runs = runsOf(places).map((run) => {
    // Twenty octets a line, the end of line included (§7.5.4).
    const lines = run.map(({ offset, generation }) => `${padded(offset, 10)} ${padded(generation, 5)} n \n`);
    return `${run[0]?.number ?? 0} ${run.length}\n${lines.join("")}`;
  });
  return fromOctets(`xref\n${runs.join("")}trailer\n<< /Size ${size} ${trailerEntries(document)} >>\n`);
}

/** Uncompressed: a few entries are shorter than what would describe their compression. */
function streamSection(document: UpdatedFile, objects: readonly Placed[], offset: number): Uint8Array {
  const own: Placed = { number: sizeWith(document, objects), generation: 0, offset };
  const places = [...objects, own];
  const runs = runsOf(places);
  const data = joinBytes(runs.flat().map((place) => streamEntry(place)));
  const index = runs.map((run) => `${run[0]?.number ?? 0} ${run.length}`).join(" ");
  const dictionary = [
    `/Type /XRef /Size ${own.number + 1} /W [1 ${offsetWidth} 2] /Index [${index}] /Length ${data.length}`,
    trailerEntries(document),
  ].join(" ");
  return joinBytes([
    fromOctets(`${own.number} 0 obj\n<< ${dictionary} >>\nstream\n`),
    data,
    fromOctets("\nendstream\nendobj\n"),
  ]);
}

const offsetWidth = 5;

function streamEntry({ offset, generation }: Placed): Uint8Array {
  const octetsOf = (value: number, width: number): number[] =>
    Array.from({ length: width }, (_, at) => Math.floor(value / 256 ** (width - 1 - at)) % 256);
  return Uint8Array.of(1, ...octetsOf(offset, offsetWidth), ...octetsOf(generation, 2));
}

/** Runs of consecutive object numbers, ascending. */
function runsOf(places: readonly Placed[]): Placed[][] {
  const runs: Placed[][] = [];
  for (const place of [...places].sort((a, b) => a.number - b.number)) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1)?.number === place.number - 1) run.push(place);
    else runs.push([place]);
  }
  return runs;
}

const sizeWith = (document: UpdatedFile, places: readonly Placed[]): number =>
  places.reduce((size, { number }) => Math.max(size, number + 1), document.nextNumber);

/** What a new trailer repeats; the second part of /ID tells the revisions apart (§14.4). */
function trailerEntries({ trailer, revision, offset }: UpdatedFile): string {
  const repeated = ["Root", "Info"].flatMap((key) => {
    const value = trailer.get(key);
    return value === undefined ? [] : [`/${key} ${octets(value)}`];
  });
  const id = trailer.get("ID");
  const [permanent] = id !== undefined && isArray(id) ? members(id) : [];
  if (permanent !== undefined) repeated.push(`/ID [${octets(permanent)} <${revision}>]`);
  return [...repeated, `/Prev ${offset}`].join(" ");
}

const padded = (value: number, digits: number): string => String(value).padStart(digits, "0");
