import { fromLatin1, latin1 } from "./octets.ts";

/** The PDF that the engine wrote, object by object. Every byte between `N 0 obj` and `endobj` stays as it was written. */
export type EngineFile = {
  /** `%PDF-1.7` and the line of high octets after it. */
  readonly header: Uint8Array;
  /** Body of each object by its number, in the order of the file. */
  readonly objects: ReadonlyMap<number, Uint8Array>;
  readonly root: number;
  readonly info: number;
  /** First part of /ID: the engine derives it from the document. */
  readonly permanentId: string;
};

/** The engine's file is not laid out as this finisher knows it: a fault of ours, after a change of engine. */
export class UnknownLayout extends Error {
  override readonly name = "UnknownLayout";
}

/**
 * Takes the engine's own output apart: one classic cross-reference table, no object streams, no updates (ISO 32000-1
 * 7.5.4). It is no PDF reader: what is laid out in another way is refused, never repaired.
 *
 * @throws {UnknownLayout}
 */
export function readEngineFile(bytes: Uint8Array): EngineFile {
  const tail = latin1(bytes, Math.max(0, bytes.length - 1024));
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1] ?? Number.NaN);
  if (!(start > 0 && start < bytes.length)) throw new UnknownLayout("no startxref at the end");
  const table = /^xref\s+0 (\d+)\s+([\s\S]*?)trailer\s+(<<[\s\S]*?>>)\s+startxref/.exec(latin1(bytes, start));
  if (!table) throw new UnknownLayout("no single cross-reference table");
  const [, count = "", rows = "", trailer = ""] = table;
  const offsets = [...rows.matchAll(/(\d{10}) \d{5} ([nf])/g)].map(([, at = "", kind]) => (kind === "n" ? +at : null));
  if (offsets.length !== Number(count)) throw new UnknownLayout("the table does not have the rows that it says");
  const places = offsets.flatMap((at, number) => (at === null ? [] : [{ number, at }])).sort((a, b) => a.at - b.at);
  const objects = new Map<number, Uint8Array>();
  for (const [index, { number, at }] of places.entries())
    objects.set(number, bodyOf(bytes, number, at, places[index + 1]?.at ?? start));
  return {
    header: bytes.slice(0, places[0]?.at ?? 0),
    objects,
    root: Number(named(trailer, /\/Root (\d+) 0 R/)),
    info: Number(named(trailer, /\/Info (\d+) 0 R/)),
    permanentId: named(trailer, /\/ID \[\(([A-Za-z0-9+/=]+)\)/),
  };
}

function bodyOf(bytes: Uint8Array, number: number, from: number, to: number): Uint8Array {
  const opening = `${number} 0 obj\n`;
  const closing = /\nendobj\s*$/.exec(latin1(bytes, Math.max(from, to - 32), to));
  if (latin1(bytes, from, from + opening.length) !== opening || !closing)
    throw new UnknownLayout(`object ${number} is not where the table says`);
  return bytes.slice(from + opening.length, to - closing[0].length);
}

function named(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new UnknownLayout(`the trailer lacks ${pattern.source}`);
  return found;
}

/** A dictionary as text; undefined for what is too long to be one of those that matter here. */
export function dictionaryOf(body: Uint8Array | undefined, longest = 4096): string | undefined {
  return body === undefined || body.length > longest ? undefined : latin1(body);
}

/** The file of these objects with a new table and trailer. */
export function writeFile(
  file: Pick<EngineFile, "header" | "root" | "info">,
  objects: ReadonlyMap<number, Uint8Array>,
  id: (body: readonly Uint8Array[]) => string,
): Uint8Array {
  const parts: Uint8Array[] = [file.header];
  let length = file.header.length;
  const add = (part: Uint8Array) => {
    parts.push(part);
    length += part.length;
  };
  const size = Math.max(...objects.keys()) + 1;
  const rows = Array.from({ length: size }, () => "0000000000 65535 f \n");
  for (const [number, body] of objects) {
    rows[number] = `${String(length).padStart(10, "0")} 00000 n \n`;
    add(fromLatin1(`${number} 0 obj\n`));
    add(body);
    add(fromLatin1("\nendobj\n\n"));
  }
  const trailer = `<< /Size ${size} /Root ${file.root} 0 R /Info ${file.info} 0 R /ID ${id(parts)} >>`;
  const at = length;
  add(fromLatin1(`xref\n0 ${size}\n${rows.join("")}trailer\n${trailer}\nstartxref\n${at}\n%%EOF\n`));
  return joined(parts, length);
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
