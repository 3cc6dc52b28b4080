import { mutateDer } from "./mutate-der.ts";
import type { Random } from "./random.ts";

type Edit = (text: string, random: Random, donor: string) => string;

/** One edit of a PDF as its readers see it: tables, offsets, dictionaries, streams, signatures, revisions. */
export function mutatePdf(bytes: Uint8Array, random: Random, donor: Uint8Array): Buffer {
  const text = Buffer.from(bytes).toString("latin1");
  return Buffer.from(random.pick(edits)(text, random, Buffer.from(donor).toString("latin1")), "latin1");
}

/** Replaces one match of `pattern`, chosen by chance. */
function replaceOne(text: string, pattern: RegExp, random: Random, by: (match: string) => string): string {
  const matches = [...text.matchAll(pattern)];
  const match = matches[random.int(matches.length)];
  if (match === undefined) return text;
  return text.slice(0, match.index) + by(match[0]) + text.slice(match.index + match[0].length);
}

const numbers = ["0", "1", "-1", "2147483648", "99999999999999999999", "1.5", "00000000000000000001", ""] as const;
const number = (random: Random, like: string): string => {
  if (random.chance(0.4)) return random.pick(numbers);
  // Of the same length, so that nothing else moves.
  const near = Math.max(0, Number(like) + random.pick([-1, 1, -2, 10, -10, 100]));
  return String(near).padStart(like.length, "0");
};
const someNumber = (random: Random) => (match: string) =>
  replaceOne(match, /\d{1,20}/g, random, (digits) => number(random, digits));

const values = [
  "null",
  "true",
  "0",
  "-1",
  "()",
  "<>",
  "<0",
  "[]",
  "<<>>",
  "1 0 R",
  "2 0 R",
  "999999 0 R",
  "/Sig",
  "/Catalog",
  "/Page",
  "/",
  "/Type/Sig",
  "(\\",
  "<</Type/Catalog>>",
  "[0 R]",
  "stream\n",
  "endobj",
  "%",
  "#",
  "/A#zz",
  ">>",
  "]",
  ")",
] as const;

const edits: readonly [Edit, ...Edit[]] = [
  (text, random) => replaceOne(text, /(?<!\d)\d{10} \d{5} [nf]/g, random, someNumber(random)),
  (text, random) => replaceOne(text, /startxref\s+\d+/g, random, someNumber(random)),
  (text, random) => replaceOne(text, /xref\s+\d+ \d+/g, random, someNumber(random)),
  (text, random) => replaceOne(text, /\/ByteRange\s*\[[^\]]{0,80}\]/g, random, someNumber(random)),
  (text, random) =>
    replaceOne(text, /\/ByteRange\s*\[[^\]]{0,80}\]/g, random, () =>
      random.pick([
        "/ByteRange null",
        "/ByteRange []",
        "/ByteRange [0 1 2]",
        "/ByteRange [0 0 0 0]",
        "/ByteRange 1 0 R",
        "",
      ]),
    ),
  (text, random) =>
    replaceOne(
      text,
      /\/(?:Length|Size|Prev|First|N|W|Index|XRefStm|Root|Count|P)\s*\[?\s*\d+/g,
      random,
      someNumber(random),
    ),
  (text, random) => replaceOne(text, /(?<!\d)\d{1,10} \d{1,5} obj/g, random, someNumber(random)),
  (text, random) => replaceOne(text, /(?<!\d)\d{1,10} \d{1,5} R/g, random, someNumber(random)),
  (text, random) => replaceOne(text, /(?<!\d)\d{1,10} \d{1,5} R/g, random, () => random.pick(values)),
  (text, random) => replaceOne(text, /\/[A-Za-z]{1,20}/g, random, () => random.pick(values)),
  (text, random) => replaceOne(text, /\/[A-Za-z]{1,20}/g, random, (name) => `${name} ${random.pick(values)} ${name}`),
  (text, random) => {
    const names = text.match(/\/[A-Za-z]{2,20}/g) ?? [];
    return replaceOne(text, /\/[A-Za-z]{2,20}/g, random, () => names[random.int(names.length)] ?? "/X");
  },
  contentsAsDer,
  contentsAsDer,
  (text, random) => replaceOne(text, contents, random, (match) => flip(match, random)),
  (text, random) => replaceOne(text, contents, random, () => `/Contents ${random.pick(values)}`),
  (text, random) => replaceOne(text, contents, random, (match) => match.replaceAll("00", "")),
  (text, random) =>
    replaceOne(text, /endobj|endstream|stream|trailer|xref|%%EOF|%PDF-\d\.\d|>>|<<|\[|\]/g, random, () =>
      random.pick(values),
    ),
  (text, random) => replaceOne(text, />>|\[|<</g, random, (match) => match.repeat(random.pick([2, 50, 1000, 100_000]))),
  (text, random) => replaceOne(text, /(?<!\d)\d{1,10} 0 obj[\s\S]{0,2000}?endobj/g, random, (match) => match + match),
  (text, random) => replaceOne(text, /(?<!\d)\d{1,10} 0 obj[\s\S]{0,2000}?endobj/g, random, () => ""),
  (text, random, donor) => {
    const objects = donor.match(/(?<!\d)\d{1,10} 0 obj[\s\S]{0,2000}?endobj/g) ?? [];
    return replaceOne(
      text,
      /(?<!\d)\d{1,10} 0 obj[\s\S]{0,2000}?endobj/g,
      random,
      () => objects[random.int(objects.length)] ?? "",
    );
  },
  streamBytes,
  appendRevision,
  appendRevision,
  appendRevision,
  (text, random) => `${text}${random.pick(["\n", "%", "\nstartxref\n0\n%%EOF", "x".repeat(2000)])}`,
  (text, random) => `${random.pick(["\n", "x".repeat(1000), "%PDF-1.4\n"])}${text}`,
  (text, random) => text.slice(0, text.indexOf("%%EOF", random.int(text.length)) + 5),
  (text, random, donor) => text.slice(0, random.int(text.length)) + donor.slice(random.int(donor.length)),
];

const contents = /\/Contents\s*<[0-9A-Fa-f]{16,}>/g;

/** The signature inside is edited as DER and put back where it was, in the room that it had where it fits. */
function contentsAsDer(text: string, random: Random, donor: string): string {
  const given = donor.match(contents)?.[0] ?? "";
  return replaceOne(text, contents, random, (match) => {
    const hex = match.slice(match.indexOf("<") + 1, -1);
    const der = mutateDer(
      Buffer.from(hex.replace(/(?:00){8,}$/, ""), "hex"),
      random,
      Buffer.from(given.replace(/^.*?</, ""), "hex"),
    );
    return `${match.slice(0, match.indexOf("<") + 1)}${der.toString("hex").padEnd(hex.length, "0")}>`;
  });
}

function flip(text: string, random: Random): string {
  const at = random.int(text.length);
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 + random.int(255))) + text.slice(at + 1);
}

function streamBytes(text: string, random: Random): string {
  return replaceOne(text, /stream\r?\n[\s\S]{0,5000}?endstream/g, random, (match) => {
    const cut = random.chance(0.3) ? match.slice(0, random.int(match.length)) : match;
    return flip(flip(cut, random), random);
  });
}

/** A revision with a sound table that replaces one object, or is sound but for one thing. */
function appendRevision(text: string, random: Random, donor: string): string {
  const previous = [...text.matchAll(/startxref\s+(\d+)/g)].at(-1)?.[1] ?? "0";
  const root = [...text.matchAll(/\/Root\s+(\d+ \d+ R)/g)].at(-1)?.[1] ?? "1 0 R";
  const objects = [...text.matchAll(/(?<!\d)(\d{1,10}) 0 obj([\s\S]{0,3000}?)endobj/g)];
  const [, id = "1", body = "<<>>"] = objects[random.int(objects.length)] ?? [];
  const other = objects[random.int(objects.length)]?.[2] ?? "null";
  const foreign =
    /(?<!\d)\d{1,10} 0 obj([\s\S]{0,3000}?)endobj/.exec(donor.slice(random.int(donor.length)))?.[1] ?? "null";
  const edited = random.chance(0.5) ? random.pick(edits.slice(7, 13) as [Edit, ...Edit[]])(body, random, donor) : body;
  const written = random.pick([edited, edited, other, foreign, random.pick(values)]);
  const offset = text.length + 1;
  const table = `${offset + `${id} 0 obj${written}endobj\n`.length}`;
  const at = String(offset).padStart(10, "0");
  const prev = random.pick([previous, previous, previous, table, "0", "99999999"]);
  return `${text}\n${id} 0 obj${written}endobj\nxref\n${id} 1\n${at} 00000 n \ntrailer\n<</Size 1000/Root ${root}/Prev ${prev}>>\nstartxref\n${table}\n%%EOF\n`;
}
