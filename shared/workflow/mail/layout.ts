import type { BodySettings } from "../ports/body.ts";

/** One thing that a mail says. Everything is text; what is of the act or of people never is. */
export type Block =
  | { readonly p: string }
  | { readonly strong: string }
  | { readonly facts: readonly (readonly [label: string, value: string])[] }
  | { readonly button: string; readonly href: string }
  | { readonly note: string };

/** A mail in both languages, Italian first. `short` is the first line, which telephones show in their list. */
export type Composed = {
  readonly subject: string;
  readonly it: readonly Block[];
  readonly en: readonly Block[];
};
export type MailText = { readonly subject: string; readonly text: string; readonly html: string };

const testLine = "MESSAGGIO DI PROVA – nessun valore legale / TEST MESSAGE – no legal value";

/** One line: a line break in a mail's subject would be a header of its own (RFC 5322 §2.2). */
const oneLine = (subject: string) => subject.replace(/[\s\p{Cc}]+/gu, " ").trim();

/**
 * The mail as text and as HTML with the same words. The HTML has no image, script, style sheet or address of anybody
 * else, so that opening it tells nobody; it is one column, 16 pixels, in the reader's own font, and each language is
 * marked for screen readers (WCAG 3.1.2).
 */
export function layOut(settings: Pick<BodySettings, "name" | "office" | "test" | "colour">, mail: Composed): MailText {
  const subject = oneLine(mail.subject);
  const foot = `${settings.name} – ${settings.office}`;
  const test = settings.test ? [testLine] : [];
  const text = [...mail.it.map(asText), "", "— English —", ...mail.en.map(asText), "", "-- ", foot, ...test].join("\n");
  const colour = settings.colour ?? usualColour;
  const asHtml = htmlIn(colour);
  const html = page(subject, [
    `<p style="margin:0 0 24px;padding:0 0 12px;border-bottom:4px solid ${colour};font-weight:bold">${escaped(settings.name)}</p>`,
    `<div lang="it">${mail.it.map(asHtml).join("\n")}</div>`,
    `<hr style="border:0;border-top:1px solid #5c6f82;margin:24px 0">`,
    `<div lang="en">${mail.en.map(asHtml).join("\n")}</div>`,
    `<p lang="it" style="margin:24px 0 0;color:#455a64;font-size:14px">${[foot, ...test].map(escaped).join("<br>")}</p>`,
  ]);
  return { subject, text, html };
}

function asText(block: Block): string {
  if ("facts" in block) return block.facts.map(([label, value]) => `${label}: ${value}`).join("\n");
  if ("href" in block) return `${block.button}: ${block.href}`;
  return "p" in block ? block.p : "strong" in block ? block.strong : block.note;
}

const paragraph = "margin:0 0 16px";

/** White on it has 4.5:1 or more, as on every colour that a body may choose. */
const usualColour = "#0059b3";

const htmlIn =
  (colour: string) =>
  (block: Block): string => {
    if ("p" in block) return `<p style="${paragraph}">${escaped(block.p)}</p>`;
    if ("strong" in block) return `<p style="${paragraph}"><strong>${escaped(block.strong)}</strong></p>`;
    if ("note" in block) return `<p style="${paragraph};color:#455a64;font-size:14px">${escaped(block.note)}</p>`;
    if ("facts" in block) return facts(block.facts);
    const look = `display:inline-block;padding:12px 20px;background:${colour};color:#ffffff;font-weight:bold`;
    return `<p style="${paragraph}"><a href="${escaped(block.href)}" style="${look}">${escaped(block.button)}</a></p>`;
  };

/** A table of facts is one: its labels are headers of their rows. */
function facts(rows: readonly (readonly [string, string])[]): string {
  const cell = "padding:4px 16px 4px 0;text-align:left;vertical-align:top";
  const lines = rows.map(
    ([label, value]) =>
      `<tr><th scope="row" style="${cell};font-weight:normal;color:#455a64">${escaped(label)}</th><td style="${cell}"><strong>${escaped(value)}</strong></td></tr>`,
  );
  return `<table style="border-collapse:collapse;${paragraph}">${lines.join("")}</table>`;
}

function page(title: string, parts: readonly string[]): string {
  const body =
    "margin:0;padding:24px;font-family:sans-serif;font-size:16px;line-height:1.5;color:#17324d;background:#ffffff";
  return [
    "<!doctype html>",
    `<html lang="it"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<meta name="referrer" content="no-referrer"><title>${escaped(title)}</title></head>`,
    `<body style="${body}"><div style="max-width:600px">`,
    ...parts,
    "</div></body></html>",
  ].join("\n");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => entities[one] ?? "");
