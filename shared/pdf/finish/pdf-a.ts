import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { type AttachedFile, attachedFiles } from "./attached-files.ts";
import { dictionaryOf, type EngineFile, readEngineFile, UnknownLayout, writeFile } from "./engine-file.ts";
import { fromLatin1, latin1, textString } from "./octets.ts";
import { replacements, srgbProfile } from "./profiles.ts";
import { creatorTool, type DocumentFacts, xmpPacket } from "./xmp.ts";

export type Finishing = Pick<DocumentFacts, "title" | "author" | "date" | "producer"> & {
  readonly attached: readonly AttachedFile[];
};

/**
 * The engine's tagged PDF 1.7 as PDF/A-2a; with attached files as PDF/A-3a (ISO 19005-2, 19005-3).
 *
 * Adds the output intent, the metadata, DisplayDocTitle and the files; writes the colour profiles in version 2 and the
 * bookmarks' places where the bookmarks are. Pages, fonts, text and structure stay byte for byte. The same input gives
 * the same bytes: dates and ids come from the input. @throws {UnknownLayout} when the engine's file is not as known
 */
export function finishPdfA(engineBytes: Uint8Array, finishing: Finishing): Uint8Array {
  const file = readEngineFile(engineBytes);
  const objects = new Map(file.objects);
  for (const [number, body] of file.objects) {
    const text = dictionaryOf(body);
    const changed = text && (inlineDestination(text, file) ?? olderProfile(text, body));
    if (changed) objects.set(number, changed);
  }
  const { catalog, metadata } = catalogOf(file);
  const next = Math.max(...objects.keys()) + 1;
  const attached = attachedFiles(finishing.attached, next + 2, finishing.date);
  objects.set(next, stream("/N 3", srgbProfile));
  objects.set(next + 1, outputIntent(next));
  for (const [number, body] of attached.objects) objects.set(number, body);
  const facts = factsOf(file, finishing);
  objects.set(file.info, information(facts));
  objects.set(metadata, stream("/Type /Metadata /Subtype /XML", xmpPacket(facts)));
  objects.set(file.root, fromLatin1(finishedCatalog(catalog, next + 1, attached.catalog)));
  return writeFile(file, objects, (body) => `[<${facts.documentId.slice(0, 32)}> <${digest(...body).slice(0, 32)}>]`);
}

function factsOf(file: EngineFile, { attached, ...said }: Finishing): DocumentFacts {
  const documentId = digest(fromLatin1(file.permanentId));
  const content = [...file.objects.values(), ...attached.map(({ bytes }) => bytes)];
  const part = attached.length > 0 ? 3 : 2;
  return { ...said, part, documentId, instanceId: digest(...content, fromLatin1(JSON.stringify(said))) };
}

function catalogOf(file: EngineFile): { catalog: string; metadata: number } {
  const catalog = dictionaryOf(file.objects.get(file.root));
  const metadata = Number(/\/Metadata (\d+) 0 R/.exec(catalog ?? "")?.[1] ?? Number.NaN);
  if (!catalog || !file.objects.has(metadata)) throw new UnknownLayout("the catalog names no metadata");
  // Claimed of a tagged document only: level A is a promise about its structure.
  for (const needed of [/\/StructTreeRoot \d+ 0 R/, /\/MarkInfo <<\s*\/Marked true/, /\/Lang \(it-IT\)/])
    if (!needed.test(catalog)) throw new UnknownLayout(`the catalog lacks ${needed.source}`);
  for (const taken of ["/OutputIntents", "/Names", "/AF"])
    if (catalog.includes(taken)) throw new UnknownLayout(`the catalog has ${taken} already`);
  return { catalog, metadata };
}

function finishedCatalog(catalog: string, intent: number, attached: string): string {
  const viewer = "/ViewerPreferences <<";
  if (!catalog.includes(viewer)) throw new UnknownLayout("the catalog has no viewer preferences");
  const titled = catalog.replace(viewer, `${viewer} /DisplayDocTitle true`);
  const end = titled.lastIndexOf(">>");
  return `${titled.slice(0, end)}  /OutputIntents [${intent} 0 R]${attached === "" ? "" : `\n  ${attached}`}\n>>`;
}

/** ISO 19005-2 6.2.3: one intent for the whole file, and S says PDF/A. */
const outputIntent = (profile: number): Uint8Array =>
  fromLatin1(
    [
      "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1)",
      `/Info (sRGB IEC61966-2.1) /RegistryName (http://www.color.org) /DestOutputProfile ${profile} 0 R >>`,
    ].join(" "),
  );

function information({ title, author, date, producer }: DocumentFacts): Uint8Array {
  const day = `(D:${date.replaceAll("-", "")}000000Z)`;
  return fromLatin1(
    [
      `<< /Title ${textString(title)} /Author ${textString(author)} /Creator ${textString(creatorTool)}`,
      `/Producer ${textString(producer)} /CreationDate ${day} /ModDate ${day} >>`,
    ].join(" "),
  );
}

/** Uncompressed, as PDF/A wants metadata to be found by tools that know no PDF (6.6.2.1). */
function stream(entries: string, data: Uint8Array): Uint8Array {
  return fromLatin1(`<< ${entries} /Length ${data.length} >>\nstream\n${latin1(data)}\nendstream`);
}

/** A bookmark whose place is an object of its own: legal, and yet not understood by every validator. */
function inlineDestination(text: string, file: EngineFile): Uint8Array | null {
  if (!text.includes("/Dest ")) return null;
  const target = Number(/\/Dest (\d+) 0 R/.exec(text)?.[1] ?? Number.NaN);
  const place = dictionaryOf(file.objects.get(target))?.trim();
  if (!place?.startsWith("[")) return null;
  return fromLatin1(text.replace(/\/Dest \d+ 0 R/, `/Dest ${place}`));
}

function olderProfile(text: string, body: Uint8Array): Uint8Array | null {
  if (!text.includes("/FlateDecode")) return null;
  const found = /^<<[^>]*\/N ([13])\b[^>]*\/FlateDecode[^>]*>>\s*stream\r?\n/.exec(text);
  if (!found) return null;
  const data = body.subarray(found[0].length, text.lastIndexOf("endstream"));
  const profile = replacements.get(digest(inflateSync(data, { maxOutputLength: 1 << 20 })));
  return profile ? stream(`/N ${found[1]}`, profile) : null;
}

function digest(...chunks: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest("hex").toUpperCase();
}
