import type { Page } from "playwright-core";

/** What is wrong on a way through a page with the tab key; nothing wrong is every list empty. */
export type Walk = {
  readonly stops: number;
  /** Stops that look as they did before the focus came. */
  readonly unseen: readonly string[];
  /** Stops that a page reaches before what stands before them. */
  readonly disordered: readonly string[];
  /** Whatever can be used and was never reached: there was a trap, or no way. */
  readonly missed: readonly string[];
};

type Kept = { __walk: { plain: Map<Element, string>; reached: Element[] } };

/** Remembers how everything looks that can have the focus, and begins at the top of the page. */
function begin(): void {
  const look = (element: Element) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor } = getComputedStyle(element);
    return [outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor].join(" ");
  };
  const usable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const plain = new Map<Element, string>();
  // The way goes on from where the focus was, even when it is taken away: the top of the page has to have had it.
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  for (const element of document.querySelectorAll<HTMLElement>(usable)) {
    const folded = (element.matches("summary") ? element.parentElement?.parentElement : element)?.closest(
      "details:not([open])",
    );
    if (folded || !element.checkVisibility() || element.tabIndex < 0 || element.matches(":disabled")) continue;
    const label = element.parentElement?.querySelector(`label[for="${element.id}"]`);
    plain.set(element, `${look(element)}|${label ? look(label) : ""}`);
  }
  (window as unknown as Kept).__walk = { plain, reached: [] };
}

/** Where the focus is now: what is wrong with this stop, or that the page has been left. */
function stop(): { name: string; unseen: boolean; disordered: boolean } | "within" | undefined {
  const { plain, reached } = (window as unknown as Kept).__walk;
  const here = document.activeElement;
  // The field of a day or a month has a stop for each of its parts.
  if (here && here === reached.at(-1) && here.matches("[type=date], [type=month]")) return "within";
  if (!here || here === document.body || reached.includes(here)) return undefined;
  const look = (element: Element) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor } = getComputedStyle(element);
    return [outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor].join(" ");
  };
  const label = here.parentElement?.querySelector(`label[for="${here.id}"]`);
  const before = reached.at(-1);
  reached.push(here);
  const box = here.getBoundingClientRect();
  const isOnScreen = box.bottom > 0 && box.top < window.innerHeight;
  return {
    name: here.outerHTML.slice(0, 120),
    unseen: !isOnScreen || plain.get(here) === `${look(here)}|${label ? look(label) : ""}`,
    disordered:
      (here as HTMLElement).tabIndex > 0 ||
      (before !== undefined && !(before.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING)),
  };
}

/** What was never reached; of radio buttons one of a group is enough, the arrows go on from there. */
function missed(): string[] {
  const { plain, reached } = (window as unknown as Kept).__walk;
  const groupOf = (one: Element) =>
    one instanceof HTMLInputElement && one.type === "radio" ? `${one.form?.action} ${one.name}` : undefined;
  const groups = reached.map(groupOf);
  return [...plain.keys()]
    .filter((one) => !reached.includes(one) && !(groupOf(one) && groups.includes(groupOf(one))))
    .map((one) => one.outerHTML.slice(0, 120));
}

/** Goes through the whole page with the tab key, as somebody does who has no mouse. */
export async function walk(page: Page): Promise<Walk> {
  // What takes the focus by itself takes it with the first frame, and not in the middle of the way.
  await page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done, 50))));
  await page.evaluate(begin);
  const unseen: string[] = [];
  const disordered: string[] = [];
  let stops = 0;
  for (; stops < 1000; stops += 1) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(stop);
    if (here === "within") continue;
    if (!here) break;
    if (here.unseen) unseen.push(here.name);
    if (here.disordered) disordered.push(here.name);
  }
  return { stops, unseen, disordered, missed: await page.evaluate(missed) };
}
