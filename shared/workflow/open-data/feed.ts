import type { SearchEntry } from "../model/search-entry.ts";
import type { BodySettings } from "../ports/body.ts";
import { element, type XmlNode, xmlDocument } from "./xml.ts";

/** RFC 822 as RSS 2.0 wants it; a day is its beginning in UTC. */
export const rssDate = (instant: string): string => new Date(instant).toUTCString().replace("GMT", "+0000");

const specs = "http://albopop.it/specs";
const category = (scope: "channel" | "item", kind: string, value: string): XmlNode =>
  element("category", value, { domain: `${specs}#${scope}-category-${kind}` });

/** The address of the office that people can write to, as RSS wants it; the settings hold it in parentheses. */
function webMaster({ office }: BodySettings): string {
  const email = /[^\s()<>]+@[^\s()<>]+/.exec(office)?.[0];
  return email ? `${email} (${office.replace(/\s*\([^)]*\)\s*$/, "")})` : `nobody@invalid.example (${office})`;
}

/**
 * The notice board as a feed in the AlboPOP shape (albopop.it/specs): what is on the board now and nothing else, so that
 * an act leaves it on its day.
 */
export function alboFeed(settings: BodySettings, entries: readonly SearchEntry[], now: string): string {
  const { baseUrl, name } = settings;
  const channel = [
    element("title", `AlboPOP – ${name}`),
    element("link", `${baseUrl}/albo`),
    element(
      "description",
      `Albo pretorio di ${name}: gli atti in pubblicazione. Non è una fonte ufficiale: fa fede l'albo.`,
    ),
    element("language", "it"),
    element("pubDate", rssDate(now)),
    element("webMaster", webMaster(settings)),
    element("docs", specs),
    element("ttl", "60"),
    element("atom:link", "", { href: `${baseUrl}/dati/albo.xml`, rel: "self", type: "application/rss+xml" }),
    category("channel", "type", "Comune"),
    category("channel", "name", name),
    ...entries.map((entry) => item(entry, baseUrl)),
  ];
  return xmlDocument(
    element("rss", [element("channel", channel)], { version: "2.0", "xmlns:atom": "http://www.w3.org/2005/Atom" }),
  );
}

function item(entry: SearchEntry, baseUrl: string): XmlNode {
  const link = `${baseUrl}/albo/${entry.year}/${entry.number}`;
  const file = entry.rendition === "omissis" ? "omissis" : "copia";
  return element("item", [
    element("title", `Determinazione n. ${entry.number}/${entry.year} – ${entry.subject}`),
    element("link", link),
    element("description", entry.subject),
    element("pubDate", rssDate(entry.publishedAt)),
    element("guid", link, { isPermaLink: "true" }),
    category("item", "uid", `${entry.year}/${entry.number}`),
    category("item", "pubStart", rssDate(entry.albo.from)),
    category("item", "pubEnd", rssDate(entry.albo.to)),
    category("item", "relStart", rssDate(entry.date)),
    category("item", "type", "Determinazione dirigenziale"),
    ...(entry.department ? [category("item", "unit", entry.department)] : []),
    ...(entry.total === null
      ? []
      : [category("item", "amount", (entry.total / 100).toFixed(2)), category("item", "currency", "EUR")]),
    element("source", "Albo pretorio", { url: `${baseUrl}/dati/albo.xml` }),
    element("comments", `${baseUrl}/atti/${entry.actId}/file/${file}`),
  ]);
}
