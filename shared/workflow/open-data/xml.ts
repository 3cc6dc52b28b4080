/** An element and what is in it; text is escaped, so that no subject of an act becomes markup. */
export type XmlNode = {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly content: string | readonly XmlNode[];
};

export const element = (
  name: string,
  content: string | readonly XmlNode[],
  attributes: Readonly<Record<string, string>> = {},
): XmlNode => ({ name, content, attributes });

/** XML 1.0 §2.2: other characters may not stand in a document at all, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) =>
  text
    .toWellFormed()
    .replace(forbidden, " ")
    .replace(/[&<>"]/g, (one) => entities[one] ?? one);

function written({ name, attributes = {}, content }: XmlNode, indent: string): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const open = `${indent}<${name}${said.join("")}>`;
  if (typeof content === "string") return `${open}${escaped(content)}</${name}>`;
  return [open, ...content.map((node) => written(node, `${indent}  `)), `${indent}</${name}>`].join("\n");
}

/** A document in UTF-8. */
export const xmlDocument = (root: XmlNode): string => `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, "")}\n`;
