import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Lang } from "../../../web/views.ts";
import { openBrowser } from "../../support/browser.ts";
import { samplePages } from "../sample-pages.ts";
import { type Own, serveSamples } from "../serve-samples.ts";
import { faultsOn, noFaults } from "./check-page.ts";
import { watchPage } from "./watch.ts";

type Face = "portal" | "officer" | "signatory";

/** Names of the samples of a face: the pages say themselves whose they are. */
export const samplesOf = (face: Face, lang: Lang): string[] =>
  Object.entries(samplePages(lang)).flatMap(([name, page]) => (page.includes(`class="face-${face}"`) ? [name] : []));

/** What pages that watch an act ask every few seconds: nothing has happened. */
const unchanged: Own = (_, path) => (path.endsWith("stato.json") ? { status: 200, json: { ver: 12 } } : undefined);

/** How many pages are looked at together: one waits while another computes. */
const together = 3;

/** The page as it is where no script runs: axe needs scripts itself, so what stands in `noscript` is taken out of it. */
const withoutScript = (view: Page) =>
  view.route(/\/(it|en)\//, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/<\/?noscript>|<script\b[^>]*><\/script>/g, "");
    await route.fulfill({ response, body });
  });

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
  let context: BrowserContext;
  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser(), serveSamples(unchanged)]);
    context = await browser.newContext({ reducedMotion: "reduce" });
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  describe.concurrent(`${face} pages in ${lang}`, { timeout: 180_000 }, () => {
    let free = together;
    const waiting: (() => void)[] = [];
    const enter = () => (free-- > 0 ? undefined : new Promise<void>((resolve) => waiting.push(resolve)));
    const leave = () => {
      free += 1;
      waiting.shift()?.();
    };
    test.each(visits)("$shown is as a public body's page must be", async ({ name, script }) => {
      await enter();
      const view = await context.newPage();
      if (!script) await withoutScript(view);
      const watch = watchPage(view, server.origin);
      try {
        await view.goto(`${server.origin}/${lang}/${name}`);
        expect(await faultsOn(view, lang)).toEqual(noFaults);
        expect(watch.take()).toEqual([]);
      } finally {
        await view.close();
        leave();
      }
    });
  });
}
