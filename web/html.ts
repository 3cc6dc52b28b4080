/** A page as a document. Pages are synchronous: a promise here would be a fault of the page. */
export function html(page: unknown): string {
  const text = String(page);
  if (text.startsWith("[object")) throw new Error("a page must render at once");
  return `<!doctype html>${text}`;
}
