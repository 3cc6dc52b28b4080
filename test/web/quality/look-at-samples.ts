import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Lang } from "../../../web/views.ts";
import { openBrowser } from "../../support/browser.ts";
import { samplePages } from "../sample-pages.ts";
import { axePath, type Own, scriptless, serveSamples } from "../serve-samples.ts";
import { faultsOn, noFaults } from "./check-page.ts";
import { type Watch, watchPage } from "./watch.ts";

type View = { readonly page: Page; readonly watch: Watch };
type Face = "portal" | "officer" | "signatory";

/** Names of the samples of a face: the pages say themselves whose they are. */
export const samplesOf = (face: Face, lang: Lang): string[] =>
  Object.entries(samplePages(lang)).flatMap(([name, page]) => (page.includes(`class="face-${face}"`) ? [name] : []));

/** What pages that watch an act ask every few seconds: nothing has happened. */
const unchanged: Own = (_, path) => (path.endsWith("stato.json") ? { status: 200, json: { ver: 12 } } : undefined);

/** How many pages are looked at together: one waits while another computes. */
const together = 2;

/**
 * One test a page: axe-core, 320 px, frame, controls, language, typography; then what the browser complained of. A page
 * that only shows something where no script runs is looked at that way too.
 */
export function lookAtSamples(face: Face, lang: Lang): void {
  const pages = samplePages(lang);
  const sampled = samplesOf(face, lang);
  const visits = [
    ...sampled.map((name) => ({ name, script: true, shown: name })),
    ...sampled
      .filter((name) => pages[name]?.includes("<noscript"))
      .map((name) => ({ name, script: false, shown: `${name} without script` })),
  ];
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serveSamples>>;
  /** Each goes from page to page: what one compiled and cached serves the next. */
  const free: View[] = [];
  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser(), serveSamples(unchanged)]);
    const context = await browser.newContext({ reducedMotion: "reduce" });
    for (let n = 0; n < together; n += 1) {
      const page = await context.newPage();
      free.push({ page, watch: watchPage(page, server.origin) });
    }
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  describe.concurrent(`${face} pages in ${lang}`, { timeout: 180_000 }, () => {
    const waiting: ((view: View) => void)[] = [];
    const enter = async (): Promise<View> => free.pop() ?? new Promise((resolve) => waiting.push(resolve));
    const leave = (view: View) => {
      const next = waiting.shift();
      if (next) next(view);
      else free.push(view);
    };
    test.each(visits)("$shown is as a public body's page must be", async ({ name, script }) => {
      const { page, watch } = await enter();
      try {
        await page.goto(`${server.origin}/${lang}/${name}${script ? "" : scriptless}`);
        expect(await faultsOn(page, lang, axePath)).toEqual(noFaults);
        expect(watch.take()).toEqual([]);
      } finally {
        watch.take();
        leave({ page, watch });
      }
    });
  });
}
