import { latin1 } from "../text.ts";
import { readEntry, readZip, type ZipEntry } from "./zip.ts";

/** How the type of the container is stated (EN 319 162-1 annex A.1). */
export type MimetypeForm = "as-required" | "lenient" | "absent" | "wrong";

/** A container by the roles of its files. */
export interface Container {
  /** Data objects: what is there to be signed. */
  readonly data: readonly string[];
  readonly cades: readonly string[];
  readonly xades: readonly string[];
  readonly timestamps: readonly string[];
  readonly manifests: readonly string[];
  readonly evidenceRecords: readonly string[];
  readonly mimetype: string | null;
  readonly mimetypeForm: MimetypeForm;
  /** The content of a file, or null when there is none of the name. @throws {MalformedError} */
  readonly file: (name: string) => Uint8Array | null;
}

const known = [
  /^application\/vnd\.etsi\.asic-[se]\+zip$/,
  /^application\/vnd\.bdoc-1\.[0-9]$/,
  /^application\/vnd\.oasis\.opendocument\./,
  /^application\/vnd\.sun\.xml\./,
];

const form = {
  cades: /^META-INF\/[^/]*signature[^/]*\.p7s$/i,
  xades: /^META-INF\/[^/]*signatures[^/]*\.xml$/i,
  timestamp: /^META-INF\/[^/]*timestamp[^/]*\.tst$/i,
  manifest: /^META-INF\/ASiC(?:Archive)?Manifest[^/]*\.xml$/i,
  evidenceRecord: /^META-INF\/[^/]*evidencerecord[^/]*\.(?:ers|xml)$/i,
} as const;

/** Files with a part to play. Everything else, in META-INF too, is data that somebody has to have signed. */
const roles = [
  ...Object.values(form),
  /^mimetype$/,
  /^META-INF\/(?:manifest|container|metadata)\.xml$/,
  /^META-INF\/manifest\.rdf$/,
];

/** Reads a container. @throws {MalformedError} `ZIP_…` */
export function readContainer(bytes: Uint8Array): Container {
  const entries = readZip(bytes);
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const contents = new Map<string, Uint8Array>();
  const file = (name: string): Uint8Array | null => {
    const entry = byName.get(name);
    if (entry === undefined) return null;
    const content = contents.get(name) ?? readEntry(entry);
    contents.set(name, content);
    return content;
  };
  const names = entries.map(({ name }) => name);
  const inside = (role: RegExp) => names.filter((name) => role.test(name));
  const mimetype = mimetypeOf(file);
  return {
    data: names.filter((name) => !roles.some((role) => role.test(name))),
    cades: inside(form.cades),
    xades: inside(form.xades),
    timestamps: inside(form.timestamp),
    manifests: inside(form.manifest),
    evidenceRecords: inside(form.evidenceRecord),
    mimetype,
    mimetypeForm: formOf(mimetype, entries),
    file,
  };
}

/** More than a type has; what is longer is none. */
const longestMimetype = 200;

function mimetypeOf(file: (name: string) => Uint8Array | null): string | null {
  const content = file("mimetype");
  return content === null ? null : latin1(content.subarray(0, longestMimetype)).trim();
}

/** First, stored, without extra fields: so that the type can be told from the head of the file. Most tools care little. */
function formOf(mimetype: string | null, entries: readonly ZipEntry[]): MimetypeForm {
  if (mimetype === null) return "absent";
  if (!known.some((type) => type.test(mimetype))) return "wrong";
  const [first] = [...entries].sort((a, b) => a.offset - b.offset);
  return first?.name === "mimetype" && first.stored && !first.extra ? "as-required" : "lenient";
}
