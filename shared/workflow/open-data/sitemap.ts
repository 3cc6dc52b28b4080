import type { SearchEntry } from "../model/search-entry.ts";
import { element, xmlDocument } from "./xml.ts";

/** sitemaps.org: a file names at most so many addresses. */
export const mostAddresses = 50_000;
const namespace = { xmlns: "http://www.sitemaps.org/schemas/sitemap/0.9" };

/** The acts of one year for search engines: transparency's addresses alone, never the notice board's. */
export const yearSitemap = (entries: readonly SearchEntry[], baseUrl: string): string =>
  xmlDocument(
    element(
      "urlset",
      entries
        .slice(0, mostAddresses)
        .map((entry) =>
          element("url", [
            element("loc", `${baseUrl}/trasparenza/${entry.year}/${entry.number}`),
            element("lastmod", entry.updatedAt.slice(0, 10)),
          ]),
        ),
      namespace,
    ),
  );

/** The index of the years' files. */
export const sitemapIndex = (years: readonly number[], baseUrl: string): string =>
  xmlDocument(
    element(
      "sitemapindex",
      years.map((year) => element("sitemap", [element("loc", `${baseUrl}/dati/sitemap-${year}.xml`)])),
      namespace,
    ),
  );

/** The notice board, the desk and the links are nobody's to index (Garante, FAQ on notice boards). */
export const robots = (baseUrl: string): string =>
  [
    "User-agent: *",
    "Disallow: /albo",
    "Disallow: /ufficio",
    "Disallow: /f",
    "Disallow: /verifica/",
    "Allow: /",
    "",
    `Sitemap: ${baseUrl}/sitemap.xml`,
    "",
  ].join("\n");
