import type { Locator, Page } from "playwright-core";

const isFocused = (locator: Locator) => locator.evaluate((element) => element === document.activeElement);

/** Goes with the tab key until the element has the focus, as somebody does who has no mouse. @throws when it is never reached */
export async function reach(page: Page, locator: Locator): Promise<void> {
  await locator.waitFor({ state: "attached" });
  // Found once: a page of two hundred stops asks two hundred times.
  const wanted = await locator.elementHandle();
  for (let tabs = 0; tabs < 250; tabs += 1) {
    if (await wanted?.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no way by keyboard to ${locator} on ${page.url()}`);
}

/** Presses a button or follows a link with the enter key. */
export async function press(page: Page, locator: Locator): Promise<void> {
  await reach(page, locator);
  await page.keyboard.press("Enter");
}

/** Presses a button that leads to another page, or to this one anew, and waits until it is there. */
export async function submit(page: Page, locator: Locator): Promise<void> {
  await reach(page, locator);
  const loaded = page.waitForEvent("load");
  await page.keyboard.press("Enter");
  await loaded;
}

/** Replaces what a field says. */
export async function write(page: Page, locator: Locator, text: string): Promise<void> {
  await reach(page, locator);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

/** Takes one of a group of radio buttons: tab goes to the group, arrows go within it. */
export async function take(page: Page, group: Locator, wanted: Locator): Promise<void> {
  const radios = await group.all();
  let isIn = false;
  for (let tabs = 0; tabs < 250 && !isIn; tabs += 1) {
    for (const radio of radios) isIn ||= await isFocused(radio);
    if (!isIn) await page.keyboard.press("Tab");
  }
  if (!isIn) throw new Error(`no way by keyboard to ${group} on ${page.url()}`);
  await page.keyboard.press("Space");
  for (let arrows = 0; arrows < radios.length; arrows += 1) {
    if (await wanted.isChecked()) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`no way by arrows to ${wanted}`);
}

/** Ticks a box with the space bar. */
export async function tick(page: Page, locator: Locator): Promise<void> {
  await reach(page, locator);
  if (!(await locator.isChecked())) await page.keyboard.press("Space");
}

/** Opens the system's dialog from a file field with the space bar, and chooses there. */
export async function chooseFile(page: Page, locator: Locator, file: string): Promise<void> {
  // Asked for first: the browser must know that its dialog is awaited before the key that opens it.
  const dialog = page.waitForEvent("filechooser", { timeout: 30_000 });
  await reach(page, locator);
  await page.keyboard.press("Space");
  await (await dialog).setFiles(file);
}

/**
 * Types a day, `YYYY-MM-DD`, digit by digit. The browser's own field takes month, day and year in the order of the language
 * that the browser, not the page, speaks: the headless one speaks English, and any other is given the day at once.
 */
export async function writeDay(page: Page, locator: Locator, day: string): Promise<void> {
  const [year, month, date] = day.split("-");
  await reach(page, locator);
  await page.keyboard.type(`${month}${date}${year}`);
  if ((await locator.inputValue()) !== day) await locator.fill(day);
}

/** Chooses in a list by the first letters of what is wanted. @throws when another was chosen */
export async function choose(page: Page, locator: Locator, wanted: string): Promise<void> {
  await reach(page, locator);
  await page.keyboard.type(wanted, { delay: 20 });
  const chosen = await locator.locator("option:checked").textContent();
  if (!chosen?.startsWith(wanted)) throw new Error(`«${chosen}» was chosen, not «${wanted}»`);
}
