import type { BodySettings } from "../ports/body.ts";

export type CatalogueYear = { readonly year: number; readonly modified: string; readonly issued: string };

const licence = "https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40";
const fileType = (kind: string) => ({ "@id": `http://publications.europa.eu/resource/authority/file-type/${kind}` });
const dayOf = (instant: string) => ({ "@type": "xsd:date", "@value": instant.slice(0, 10) });
const it = (text: string) => ({ "@language": "it", "@value": text });

/**
 * The catalogue of the body's acts in DCAT-AP_IT: a dataset a year, and the notice board. Each cardinality of the
 * profile is kept: one publisher, one rights holder, one modified, one periodicity; one format, licence and address a
 * distribution.
 */
export function catalogue(settings: BodySettings, years: readonly CatalogueYear[], modified: string): string {
  const { baseUrl, name, office } = settings;
  const organisation = { "@id": `${baseUrl}/#ente` };
  const contact = { "@id": `${baseUrl}/#contatto` };
  const dataset = (id: string, more: Record<string, unknown>, distributions: readonly string[]) => ({
    "@id": `${baseUrl}/dati/catalogo.jsonld#${id}`,
    "@type": ["dcatapit:Dataset", "dcat:Dataset"],
    "dct:identifier": id,
    "dcat:theme": { "@id": "http://publications.europa.eu/resource/authority/data-theme/GOVE" },
    "dct:rightsHolder": organisation,
    "dct:publisher": organisation,
    "dcat:contactPoint": contact,
    "dct:language": { "@id": "http://publications.europa.eu/resource/authority/language/ITA" },
    ...more,
    "dcat:distribution": distributions.map((one) => ({ "@id": `${baseUrl}/dati/catalogo.jsonld#${one}` })),
  });
  const distribution = (id: string, title: string, path: string, kind: string) => ({
    "@id": `${baseUrl}/dati/catalogo.jsonld#${id}`,
    "@type": ["dcatapit:Distribution", "dcat:Distribution"],
    "dct:title": it(title),
    "dct:format": fileType(kind),
    "dct:license": { "@id": licence },
    "dcat:accessURL": { "@id": `${baseUrl}${path}` },
    "dcat:downloadURL": { "@id": `${baseUrl}${path}` },
  });
  const frequency = (kind: string) => ({ "@id": `http://publications.europa.eu/resource/authority/frequency/${kind}` });
  const datasets = [
    ...years.map((one) =>
      dataset(
        `atti-${one.year}`,
        {
          "dct:title": it(`Determinazioni dirigenziali del ${one.year}`),
          "dct:description": it(
            `Le determinazioni del ${one.year} pubblicate in Amministrazione trasparente da ${name}: numero, data, oggetto, settore, affidatario, CIG, importo, impronta.`,
          ),
          "dct:accrualPeriodicity": frequency("DAILY"),
          "dct:issued": dayOf(one.issued),
          "dct:modified": dayOf(one.modified),
        },
        [`atti-${one.year}-csv`],
      ),
    ),
    dataset(
      "albo",
      {
        "dct:title": it("Albo pretorio"),
        "dct:description": it(`Gli atti di ${name} in pubblicazione all'albo pretorio, nel formato AlboPOP.`),
        "dct:accrualPeriodicity": frequency("CONT"),
        "dct:modified": dayOf(modified),
      },
      ["albo-rss"],
    ),
  ];
  const graph = [
    {
      "@id": `${baseUrl}/dati/catalogo.jsonld`,
      "@type": ["dcatapit:Catalog", "dcat:Catalog"],
      "dct:title": it(`Catalogo degli atti di ${name}`),
      "dct:description": it(`I dati aperti degli atti pubblicati da ${name}.`),
      "dct:publisher": organisation,
      "dct:modified": dayOf(modified),
      "dct:language": { "@id": "http://publications.europa.eu/resource/authority/language/ITA" },
      "foaf:homepage": { "@id": baseUrl },
      "dcat:dataset": datasets.map((one) => ({ "@id": one["@id"] })),
    },
    ...datasets,
    ...years.map(({ year }) =>
      distribution(`atti-${year}-csv`, `Determinazioni del ${year}, CSV`, `/dati/atti-${year}.csv`, "CSV"),
    ),
    distribution("albo-rss", "Albo pretorio, RSS", "/dati/albo.xml", "RSS"),
    {
      ...organisation,
      "@type": ["dcatapit:Agent", "foaf:Agent"],
      "foaf:name": it(name),
      "dct:identifier": settings.tenant,
    },
    {
      ...contact,
      "@type": ["dcatapit:Organization", "vcard:Organization"],
      "vcard:fn": name,
      "vcard:hasEmail": { "@id": `mailto:${/[^\s()<>]+@[^\s()<>]+/.exec(office)?.[0] ?? "nobody@invalid.example"}` },
    },
  ];
  return `${JSON.stringify({ "@context": context, "@graph": graph }, null, 1)}\n`;
}

/** Written out, and not fetched: whoever reads the catalogue needs nobody else's server. */
const context = {
  dcat: "http://www.w3.org/ns/dcat#",
  dcatapit: "http://dati.gov.it/onto/dcatapit#",
  dct: "http://purl.org/dc/terms/",
  foaf: "http://xmlns.com/foaf/0.1/",
  vcard: "http://www.w3.org/2006/vcard/ns#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
} as const;
