import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A file that the site serves under /static. */
export type StaticFile = {
  /** Where it is: a package that npm installed, or this folder's `static`. */
  readonly from: "bootstrap-italia" | "hash-wasm" | "web";
  /** Path inside that package or folder; of several, one after the other, the file is put together. */
  readonly path: string | readonly string[];
  readonly type: string;
};

const fonts = "dist/fonts";
const font = (path: string): StaticFile => ({ from: "bootstrap-italia", path: `${fonts}/${path}`, type: "font/woff2" });
const own = (path: string, type: string): StaticFile => ({ from: "web", path, type });
const css = "text/css; charset=utf-8";
const script = "text/javascript; charset=utf-8";

/** The style sheets of every page, in the order in which they overrule each other. They travel as one. */
export const commonSheets = [
  "framework",
  "fonts",
  "site",
  "frame",
  "parts",
  "lists",
  "forms",
  "acts",
  "desk",
  "upload",
  "controls",
  "decide",
  "print",
] as const;

/** Fonts that the first lines of every page are set in: asked for before the style sheet names them. */
export const earlyFonts = ["/static/fonts/titillium-400.woff2", "/static/fonts/titillium-700.woff2"] as const;

/** Everything under /static, by the path that pages ask for. Nothing else is served there. */
export const staticFiles: Readonly<Record<string, StaticFile>> = {
  "/static/visto.css": { from: "web", path: commonSheets.map((name) => `${name}.css`), type: css },
  "/static/icons.svg": own("icons.svg", "image/svg+xml"),
  "/static/fonts/titillium-400.woff2": font("Titillium_Web/titillium-web-v10-latin-ext_latin-regular.woff2"),
  "/static/fonts/titillium-600.woff2": font("Titillium_Web/titillium-web-v10-latin-ext_latin-600.woff2"),
  "/static/fonts/titillium-700.woff2": font("Titillium_Web/titillium-web-v10-latin-ext_latin-700.woff2"),
  "/static/fonts/lora-400.woff2": font("Lora/lora-v20-latin-ext_latin-regular.woff2"),
  "/static/fonts/lora-700.woff2": font("Lora/lora-v20-latin-ext_latin-700.woff2"),
  "/static/fonts/roboto-mono-400.woff2": font("Roboto_Mono/roboto-mono-v13-latin-ext_latin-regular.woff2"),
  "/static/form.css": own("form.css", css),
  "/static/form.js": own("form.js", script),
  "/static/link.js": own("link.js", script),
  "/static/batch.js": own("batch.js", script),
  "/static/passkey.js": own("passkey.js", script),
  "/static/go-on.js": own("go-on.js", script),
  "/static/fingerprint.js": own("fingerprint.js", script),
  "/static/hash-worker.js": own("hash-worker.js", script),
  "/static/sha256.umd.min.js": { from: "hash-wasm", path: "dist/sha256.umd.min.js", type: script },
  "/static/upload.js": own("upload.js", script),
  "/static/verify.js": own("verify.js", script),
  "/static/choose.js": own("choose.js", script),
  "/static/watch.js": own("watch.js", script),
  "/static/openapi.json": own("openapi.json", "application/json; charset=utf-8"),
  // One file that needs nothing else: saved, kept and opened from a disk. As it is served it does not run.
  "/static/prova.html": own("prova.html", "text/html; charset=utf-8"),
  "/static/favicon.svg": own("favicon.svg", "image/svg+xml"),
};

/** Absolute paths of the file, or of its pieces, on this machine. @throws when the package is not installed. */
export function pathsOfStaticFile({ from, path }: StaticFile): readonly string[] {
  const pieces = typeof path === "string" ? [path] : path;
  if (from === "web") return pieces.map((piece) => join(import.meta.dirname, "static", piece));
  const folder = dirname(createRequire(import.meta.url).resolve(`${from}/package.json`));
  return pieces.map((piece) => join(folder, piece));
}
