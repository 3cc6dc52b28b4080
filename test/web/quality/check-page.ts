import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import type { Lang } from "../../../web/views.ts";
import { defaultControls, frameOfPage, textsOfPage, unfold } from "./in-page.ts";
import { otherLanguage, otherTexts, typography } from "./words.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

/** The narrowest phone that WCAG 1.4.10 speaks of, and the desk. */
const phone = { width: 320, height: 640 };
const desk = { width: 1280, height: 900 };

/** What is wrong with a page, by kind. Nothing wrong is every list empty. */
export type Faults = {
  readonly accessibility: readonly string[];
  readonly frame: readonly string[];
  readonly controls: readonly string[];
  readonly language: readonly string[];
  readonly typography: readonly string[];
};
export const noFaults: Faults = { accessibility: [], frame: [], controls: [], language: [], typography: [] };

type Violation = { id: string; nodes: { html: string }[] };

/**
 * What axe-core finds on the page, one line a rule: WCAG 2.1 A and AA, and its best practices. `source`: where the
 * page's own site has axe-core, for pages that are looked at by the hundred.
 */
export async function violationsOn(view: Page, source?: string): Promise<string[]> {
  await (source === undefined ? view.evaluate(axe) : view.addScriptTag({ url: source }));
  return view.evaluate(async (only) => {
    const { axe: run } = window as unknown as {
      axe: { run: (root: Document, options: object) => Promise<{ violations: Violation[] }> };
    };
    const found = await run.run(document, { runOnly: only, resultTypes: ["violations"], preload: false });
    return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  }, tags);
}

/** Looks at the page that is open: on a phone whether it fits, on a desk everything else. */
export async function faultsOn(view: Page, lang: Lang, source?: string): Promise<Faults> {
  await view.setViewportSize(phone);
  await view.evaluate(unfold);
  const frame = await view.evaluate(frameOfPage);
  await view.setViewportSize(desk);
  const said = await view.evaluate(textsOfPage);
  return {
    accessibility: await violationsOn(view, source),
    frame: [
      ...(frame.wide > phone.width ? [`scrolls sideways to ${frame.wide} px`] : []),
      ...(frame.lang === lang ? [] : [`says its language is «${frame.lang}»`]),
      ...(frame.mainHeadings === 1 ? [] : [`${frame.mainHeadings} main headings`]),
      ...(/\S+ – \S+/.test(frame.title) ? [] : [`title «${frame.title}»`]),
    ],
    controls: await view.evaluate(defaultControls),
    language: [...otherLanguage(said, lang), ...otherTexts(said, lang)],
    typography: typography(said, lang),
  };
}
