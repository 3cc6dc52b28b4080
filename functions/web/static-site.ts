import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { pathsOfStaticFile, staticFiles } from "../../web/static-files.ts";
import { encodingOf } from "./encoding.ts";

/** An answer under /static. */
export type ServedFile = {
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly encoding?: "br" | "gzip";
  /** Lower case hexadecimal SHA-256 of the bytes before they were made smaller. */
  readonly sha256: string;
  /** Whether the name has the digest in it, so that these bytes are the name's for ever. */
  readonly fixed: boolean;
};

export type StaticSite = {
  /** From the plain address of each file to the one with its digest. */
  readonly names: Readonly<Record<string, string>>;
  /** The file under either address, as small as the asker takes it (`accept-encoding`). */
  readonly find: (path: string, accepts?: string) => Promise<ServedFile | undefined>;
};

type Made = { readonly name: string; readonly type: string; readonly bytes: Uint8Array; readonly sha256: string };

/** Where a style sheet or a script names another file: in quotes, from the root or beside itself. */
const reference = /(["'])(\/static\/[\w./-]+|\.\/[\w.-]+\.js)\1/g;
/** Text becomes smaller; fonts are compressed already. */
const shrinks = /^text\/|json|svg/;

/** Reads every static file, once. @throws when one is missing, or when two name each other in a circle */
export function openStaticSite(): StaticSite {
  const made = new Map<string, Made>();
  for (const path of Object.keys(staticFiles)) make(path, made, []);
  const byAddress = new Map<string, { file: Made; fixed: boolean }>();
  for (const [path, file] of made) {
    byAddress.set(path, { file, fixed: false });
    byAddress.set(file.name, { file, fixed: true });
  }
  const small = new Map<string, Promise<Uint8Array>>();
  const shrunk = (file: Made, encoding: "br" | "gzip") => {
    const key = `${encoding} ${file.name}`;
    const known = small.get(key) ?? compress(file.bytes, encoding);
    small.set(key, known);
    return known;
  };
  return {
    names: Object.fromEntries([...made].map(([path, { name }]) => [path, name])),
    find: async (path, accepts) => {
      const found = byAddress.get(path);
      if (!found) return undefined;
      const { file, fixed } = found;
      const about = { type: file.type, sha256: file.sha256, fixed };
      const encoding = shrinks.test(file.type) ? encodingOf(accepts) : undefined;
      if (!encoding) return { ...about, bytes: file.bytes };
      return { ...about, encoding, bytes: await shrunk(file, encoding) };
    },
  };
}

/** What it names is made first: its bytes have the names, and its own name has the digest of its bytes. */
function make(path: string, made: Map<string, Made>, asking: readonly string[]): Made {
  const known = made.get(path);
  if (known) return known;
  const entry = staticFiles[path];
  if (!entry) throw new Error(`${path} is not among the static files`);
  if (asking.includes(path)) throw new Error(`static files name each other in a circle: ${asking.join(" → ")}`);
  const whole = Buffer.concat(pathsOfStaticFile(entry).map((one) => readFileSync(one)));
  const bytes = /css|javascript/.test(entry.type)
    ? Buffer.from(
        whole.toString("utf8").replace(reference, (all, quote: string, named: string) => {
          const other = named.replace(/^\.\//, "/static/");
          return staticFiles[other] ? `${quote}${make(other, made, [...asking, path]).name}${quote}` : all;
        }),
      )
    : whole;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const file = {
    name: path.replace(/\.\w+$/, (end) => `.${sha256.slice(0, 12)}${end}`),
    type: entry.type,
    bytes,
    sha256,
  };
  made.set(path, file);
  return file;
}

/** Made once and kept: as small as it gets, but for what is so large that somebody would wait for it. */
function compress(bytes: Uint8Array, encoding: "br" | "gzip"): Promise<Uint8Array> {
  if (encoding === "gzip") return promisify(gzip)(bytes, { level: 9 });
  const quality = bytes.length > 300_000 ? 9 : 11;
  return compressBrotli(bytes, quality);
}

const compressBrotli = (bytes: Uint8Array, quality: number): Promise<Uint8Array> =>
  promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

/** A page made for this one answer: small enough soon enough. */
export const compressPage = (bytes: Uint8Array, encoding: "br" | "gzip"): Promise<Uint8Array> =>
  encoding === "br" ? compressBrotli(bytes, 5) : promisify(gzip)(bytes, { level: 6 });
