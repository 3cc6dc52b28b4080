// What runs inside the page. Each function is handed to the browser as it is, so none may use anything outside itself.

/** A piece of text that a reader meets, and where: an element's name, or the name of an attribute. */
export type Said = { readonly where: string; readonly text: string };

/** Folded parts count too. */
export function unfold(): void {
  for (const details of document.querySelectorAll("details")) details.open = true;
}

/** What the frame of the page says of itself. */
export function frameOfPage(): { lang: string; mainHeadings: number; title: string; wide: number } {
  return {
    lang: document.documentElement.lang,
    mainHeadings: [...document.querySelectorAll("h1")].filter((one) => one.checkVisibility()).length,
    title: document.title,
    wide: document.documentElement.scrollWidth,
  };
}

/**
 * Every text in the page's own language: what stands under another `lang`, the text of an act, what people typed and
 * what is code is left out. Attributes that are read out or that scripts show count.
 */
export function textsOfPage(): Said[] {
  const own = document.documentElement.lang;
  const isForeign = (element: Element) => (element.closest("[lang]")?.getAttribute("lang") ?? own) !== own;
  const said: Said[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const text = node.textContent?.trim().replace(/[^\S\u00A0]+/g, " ") ?? "";
    if (!parent || text === "" || isForeign(parent)) continue;
    if (parent.closest("script, noscript, textarea, code, pre, .impronta, .mono, .act-text")) continue;
    said.push({ where: parent.tagName.toLowerCase(), text });
  }
  for (const element of document.querySelectorAll("*")) {
    if (isForeign(element)) continue;
    for (const { name, value } of element.attributes)
      if (/^(aria-label|title|placeholder|alt|data-[a-z-]+)$/.test(name) && /[a-zà-ù]{3} /i.test(value))
        said.push({ where: `@${name}`, text: value });
  }
  return said;
}

/** Controls that still look as the browser draws them by default, one line each. */
export function defaultControls(): string[] {
  const fonts = [getComputedStyle(document.body).fontFamily, '"Roboto Mono"'];
  const faults: string[] = [];
  const isDrawnByBrowser = (control: HTMLElement): string | undefined => {
    const style = getComputedStyle(control);
    const kind = control instanceof HTMLInputElement ? control.type : control.tagName.toLowerCase();
    if (kind === "checkbox" || kind === "radio")
      return style.appearance !== "none" && style.accentColor === "auto" ? "tick box" : undefined;
    if (kind === "progress") return style.accentColor === "auto" ? "progress bar" : undefined;
    if (kind === "file") {
      if (style.opacity === "0") return undefined;
      const chooser = getComputedStyle(control, "::file-selector-button");
      return chooser.borderStyle === "outset" ? "file button" : undefined;
    }
    if (!fonts.some((font) => style.fontFamily.startsWith(font))) return `font ${style.fontFamily}`;
    if (["inset", "outset"].includes(style.borderTopStyle)) return "border";
    if (kind === "select") return style.appearance === "none" ? undefined : "arrow of a select";
    return style.backgroundColor === "rgb(239, 239, 239)" ? "grey of a button" : undefined;
  };
  for (const control of document.querySelectorAll<HTMLElement>("input, select, textarea, button, progress")) {
    if ((control instanceof HTMLInputElement && control.type === "hidden") || !control.checkVisibility()) continue;
    // Shown to nobody: the button that the enter key presses in a long form.
    if (control.getBoundingClientRect().width < 2) continue;
    const fault = isDrawnByBrowser(control);
    if (fault) faults.push(`${fault}: ${control.outerHTML.slice(0, 120)}`);
  }
  return faults;
}
