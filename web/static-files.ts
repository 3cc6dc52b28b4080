import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A file that the site serves under /static. */
export type StaticFile = {
  /** Where it is: a package that npm installed, or this folder's `static`. */
  readonly from: "bootstrap-italia" | "hash-wasm" | "web";
  /** Path inside that package or folder. */
  readonly path: string;
  readonly type: string;
};

const fonts = "dist/fonts";
const font = (path: string): StaticFile => ({ from: "bootstrap-italia", path: `${fonts}/${path}`, type: "font/woff2" });
const own = (path: string, type: string): StaticFile => ({ from: "web", path, type });
const css = "text/css; charset=utf-8";
const script = "text/javascript; charset=utf-8";

/** Everything under /static, by the path that pages ask for. Nothing else is served there. */
export const staticFiles: Readonly<Record<string, StaticFile>> = {
  "/static/bootstrap-italia.min.css": {
    from: "bootstrap-italia",
    path: "dist/css/bootstrap-italia.min.css",
    type: css,
  },
  "/static/sprites.svg": { from: "bootstrap-italia", path: "dist/svg/sprites.svg", type: "image/svg+xml" },
  "/static/fonts/titillium-300.woff2": font("Titillium_Web/titillium-web-v10-latin-ext_latin-300.woff2"),
  "/static/fonts/titillium-400.woff2": font("Titillium_Web/titillium-web-v10-latin-ext_latin-regular.woff2"),
  "/static/fonts/titillium-600.woff2": font("Titillium_Web/titillium-web-v10-latin-ext_latin-600.woff2"),
  "/static/fonts/titillium-700.woff2": font("Titillium_Web/titillium-web-v10-latin-ext_latin-700.woff2"),
  "/static/fonts/lora-400.woff2": font("Lora/lora-v20-latin-ext_latin-regular.woff2"),
  "/static/fonts/lora-700.woff2": font("Lora/lora-v20-latin-ext_latin-700.woff2"),
  "/static/fonts/roboto-mono-400.woff2": font("Roboto_Mono/roboto-mono-v13-latin-ext_latin-regular.woff2"),
  "/static/fonts.css": own("fonts.css", css),
  "/static/site.css": own("site.css", css),
  "/static/frame.css": own("frame.css", css),
  "/static/parts.css": own("parts.css", css),
  "/static/lists.css": own("lists.css", css),
  "/static/forms.css": own("forms.css", css),
  "/static/acts.css": own("acts.css", css),
  "/static/desk.css": own("desk.css", css),
  "/static/upload.css": own("upload.css", css),
  "/static/form.css": own("form.css", css),
  "/static/form.js": own("form.js", script),
  "/static/link.js": own("link.js", script),
  "/static/batch.js": own("batch.js", script),
  "/static/passkey.js": own("passkey.js", script),
  "/static/fingerprint.js": own("fingerprint.js", script),
  "/static/hash-worker.js": own("hash-worker.js", script),
  "/static/sha256.umd.min.js": { from: "hash-wasm", path: "dist/sha256.umd.min.js", type: script },
  "/static/upload.js": own("upload.js", script),
  "/static/verify.js": own("verify.js", script),
  "/static/watch.js": own("watch.js", script),
  "/static/openapi.json": own("openapi.json", "application/json; charset=utf-8"),
  "/static/favicon.svg": own("favicon.svg", "image/svg+xml"),
};

/** Absolute path of the file on this machine. @throws when the package is not installed. */
export function pathOfStaticFile(file: StaticFile): string {
  if (file.from === "web") return join(import.meta.dirname, "static", file.path);
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve(`${file.from}/package.json`)), file.path);
}
