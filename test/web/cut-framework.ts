import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PurgeCSS } from "purgecss";
import { samplePages } from "./sample-pages.ts";

// Cuts Bootstrap Italia to what the pages use: npm run styles
const web = join(import.meta.dirname, "../../web");
const framework = (path: string) =>
  readFileSync(createRequire(import.meta.url).resolve(`bootstrap-italia/dist/${path}`), "utf8");

/** Pages and their scripts; the sentences that people read name no class. */
function sources(): readonly string[] {
  return readdirSync(web, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(tsx|js)$|-(words|status|views)\.ts$|^situation\.ts$/.test(path))
    .sort()
    .map((path) => readFileSync(join(web, path), "utf8"));
}

const wordsIn = (text: string): string[] => text.match(/[\w-]*[A-Za-z][\w-]*/g) ?? [];

/** Elements and quoted words; what is neither names nothing that a rule could speak of. */
const inStrings = (text: string): string[] => (text.match(/<[a-z][a-z0-9]*|"[^"\n]*"|`[^`]*`/g) ?? []).flatMap(wordsIn);

/** Classes that are put together of pieces show only where the page is made. */
const rendered = (): readonly string[] =>
  Object.values(samplePages("it")).map((page) => page.replace(/>[^<]+</g, "><"));

export type Cut = { readonly css: string; readonly icons: string };

/** The style sheet and the sprite with only what some page names. */
export async function cutFramework(): Promise<Cut> {
  const texts = [...sources(), ...rendered()];
  const [cut] = await new PurgeCSS().purge({
    content: texts.map((raw) => ({ raw, extension: "tsx" })),
    css: [{ raw: framework("css/bootstrap-italia.min.css") }],
    defaultExtractor: inStrings,
    safelist: { standard: ["html", "body", ":root", "::before", "::after", "*"] },
    variables: true,
    fontFace: true,
    keyframes: true,
  });
  if (!cut) throw new Error("the framework has a style sheet");
  const version = createRequire(import.meta.url)("bootstrap-italia/package.json").version as string;
  const head = `/*! Bootstrap Italia ${version}, BSD-3-Clause, cut to what these pages use: npm run styles */\n`;
  const css = cut.css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/}(?=[^}\n])/g, "}\n");
  return { css: `${head}${css.trim()}\n`, icons: cutSprite(texts.join("\n")) };
}

function cutSprite(text: string): string {
  const named = [...new Set(text.match(/\bit-[a-z0-9-]+/g))].sort();
  const sprite = framework("svg/sprites.svg");
  const symbols = named.flatMap((id) => {
    const [symbol] = new RegExp(`<symbol id="${id}"[\\s\\S]*?</symbol>`).exec(sprite) ?? [];
    return symbol ? [symbol] : [];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}

if (process.argv[1] === import.meta.filename) {
  const { css, icons } = await cutFramework();
  writeFileSync(join(web, "static/framework.css"), css);
  writeFileSync(join(web, "static/icons.svg"), icons);
  process.stdout.write(`framework.css ${css.length}, icons.svg ${icons.length} characters\n`);
}
