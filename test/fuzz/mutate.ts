import { mutateDer } from "./mutate-der.ts";
import { mutatePdf } from "./mutate-pdf.ts";
import { mutateXml } from "./mutate-xml.ts";
import type { Random } from "./random.ts";
import { type Entry, readZip, writeZip } from "./zip.ts";

/** One to four edits, each by what the bytes are at that point; `donor` is another seed, a source of foreign parts. */
export function mutate(seed: Uint8Array, donor: Uint8Array, random: Random): Uint8Array {
  let bytes: Uint8Array = seed;
  const edits = random.pick([1, 1, 1, 2, 2, 4]);
  for (let edit = 0; edit < edits; edit++) {
    bytes = random.chance(0.2) ? mutateBytes(bytes, random, donor) : mutateKind(bytes, random, donor, 0);
    if (bytes.length > 4_000_000) return bytes.subarray(0, 4_000_000);
  }
  return bytes;
}

function mutateKind(bytes: Uint8Array, random: Random, donor: Uint8Array, depth: number): Uint8Array {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString("latin1");
  if (head.includes("%PDF-")) return mutatePdf(bytes, random, donor);
  if (head.startsWith("PK") && depth < 3) return mutateArchive(bytes, random, donor, depth);
  if (bytes[0] === 0x30) return mutateDer(bytes, random, donor);
  if (/^(?:\u00ef\u00bb\u00bf)?\s*</.test(head)) return mutateXml(bytes, random, donor);
  if (/^(?:-----BEGIN|MII|MIA)/.test(head)) return mutateText(bytes, random, donor);
  return mutateBytes(bytes, random, donor);
}

/** PEM or bare base64: the envelope inside, or the text around it. */
function mutateText(bytes: Uint8Array, random: Random, donor: Uint8Array): Uint8Array {
  if (random.chance(0.2)) return mutateBytes(bytes, random, donor);
  const text = Buffer.from(bytes).toString("latin1");
  const body = text.replace(/-----[^-]*-----/g, "");
  const der = mutateDer(Buffer.from(body, "base64"), random, donor).toString("base64");
  const broken = random.chance(0.5) ? der.replace(/(.{64})/g, "$1\r\n") : der;
  const [label] = /-----BEGIN [^-]*-----/.exec(text) ?? [];
  return Buffer.from(
    label === undefined ? broken : `${label}\n${broken}\n${label.replace("BEGIN", "END")}\n`,
    "latin1",
  );
}

function mutateArchive(bytes: Uint8Array, random: Random, donor: Uint8Array, depth: number): Uint8Array {
  const entries = readZip(Buffer.from(bytes));
  const at = entries === null ? -1 : random.index(entries);
  const entry = entries?.[at];
  if (entries === null || entry === undefined || random.chance(0.25)) return mutateHeaders(bytes, random, donor);
  const edits: readonly [() => unknown, ...(() => unknown)[]] = [
    () => Object.assign(entry, { data: Buffer.from(mutateKind(entry.data, random, donor, depth + 1)) }),
    () => Object.assign(entry, { data: Buffer.from(mutateKind(entry.data, random, donor, depth + 1)) }),
    () => Object.assign(entry, { data: Buffer.from(mutateKind(entry.data, random, donor, depth + 1)) }),
    () => entries.splice(at, 1),
    () => entries.push({ ...entry }),
    () => entries.push({ ...entry, data: Buffer.from(random.bytes(20)) }),
    () => Object.assign(entry, { name: random.pick(names) }),
    () => entries.push({ name: random.pick(names), data: Buffer.from(random.bytes(30)), stored: random.chance(0.5) }),
    () => Object.assign(entry, { stored: !entry.stored }),
    () => entries.reverse(),
    () => entries.push({ name: "bomb", data: Buffer.alloc(random.pick([1e5, 1e6, 3e7])), stored: false }),
    () =>
      entries.push(
        ...Array.from(
          { length: random.pick([10, 2000]) },
          (_, index): Entry => ({ name: `f${index}`, data: Buffer.alloc(1), stored: true }),
        ),
      ),
  ];
  random.pick(edits)();
  return writeZip(entries);
}

const names = [
  "mimetype",
  "META-INF/manifest.xml",
  "META-INF/signature.p7s",
  "META-INF/signatures.xml",
  "META-INF/timestamp.tst",
  "../x",
  "/x",
  "",
  "a\u0000b",
  "META-INF/ASiCManifest.xml",
  "META-INF/ASiCArchiveManifest.xml",
  "a/../mimetype",
] as const;

/** The fields of an archive's headers: sizes, offsets, flags, counts. */
function mutateHeaders(bytes: Uint8Array, random: Random, donor: Uint8Array): Uint8Array {
  const out = Buffer.from(bytes);
  const marks: number[] = [];
  for (let at = out.indexOf("PK"); at >= 0; at = out.indexOf("PK", at + 1)) marks.push(at);
  const mark = marks[random.int(marks.length)] ?? 0;
  const at = mark + 4 + random.int(42);
  if (at + 4 > out.length) return mutateBytes(bytes, random, donor);
  if (random.chance(0.5)) out[at] = random.int(256);
  else out.writeUInt32LE(random.pick([0, 1, 0xffffffff, 0x7fffffff, out.length, 65535]), at);
  return out;
}

/** What any file can suffer. */
function mutateBytes(bytes: Uint8Array, random: Random, donor: Uint8Array): Uint8Array {
  const out = Uint8Array.from(bytes);
  const at = random.int(out.length);
  const end = Math.min(out.length, at + 1 + random.int(random.pick([4, 64, 4096])));
  switch (random.int(7)) {
    case 0:
    case 1:
      out[at] = (out[at] ?? 0) ^ (1 + random.int(255));
      return out;
    case 2:
      return out.subarray(0, at);
    case 3:
      return Buffer.concat([out.subarray(0, at), out.subarray(end)]);
    case 4:
      return Buffer.concat([out.subarray(0, end), out.subarray(at)]);
    case 5: {
      const from = random.int(donor.length);
      return Buffer.concat([out.subarray(0, at), donor.subarray(from, from + end - at), out.subarray(end)]);
    }
    default:
      return Buffer.concat([out.subarray(0, at), random.bytes(end - at > 200 ? 8 : end - at), out.subarray(at)]);
  }
}
