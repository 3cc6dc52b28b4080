// The open data, read by others' readers: an XML parser, a JSON Schema validator, a JSON-LD processor.
import { DOMParser, type Element } from "@xmldom/xmldom";
import { Ajv } from "ajv";
import jsonld from "jsonld";
import { describe, expect, it } from "vitest";
import { sha256Of } from "../../shared/act/index.ts";
import {
  bytesOf,
  findOpenFile,
  logSearchChange,
  prepareOmissis,
  recordAlboOutage,
  type SearchEntry,
} from "../../shared/workflow/index.ts";
import { actsCsv } from "../../shared/workflow/open-data/csv.ts";
import { alboFeed } from "../../shared/workflow/open-data/feed.ts";
import { actWith, aFile } from "../support/acts.ts";
import { headOf, must, officer, published } from "../support/journey.ts";
import { openTestWorld, type TestWorld } from "../support/world.ts";

const files = [aFile("A")];

async function fileOf(test: TestWorld, path: string): Promise<string | undefined> {
  const found = await findOpenFile(test.world, path);
  if (!found || found.over) return undefined;
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await bytesOf(test.objects, found.file, "portal"));
}
const must1 = (text: string | undefined): string => {
  if (text === undefined) throw new Error("the file is not there");
  return text;
};

const entry: SearchEntry = {
  actId: "ACT1",
  year: 2025,
  number: 7,
  date: "2025-12-24",
  subject: 'Lavori <urgenti> & "varie", =SOMMA(A1)\nseconda riga \u0007',
  department: "=HYPERLINK(1)",
  contractor: "L’Àncora, società",
  vatNumber: "00001017771",
  cig: null,
  total: 7_794_431,
  effect: "PENDING_VISTO",
  rendition: "integrale",
  albo: { from: "2025-12-24", to: "2026-01-08" },
  transparencyTo: "2030-12-31",
  publishedAt: "2025-12-24T10:00:00.000Z",
  updatedAt: "2025-12-24T10:00:00.000Z",
  sha256: sha256Of("7"),
};

const parsed = (text: string) =>
  new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`);
    },
  }).parseFromString(text, "text/xml");

const childrenOf = (parent: Element) =>
  Array.from(parent.childNodes).filter((node): node is Element => node.nodeType === 1);

/** What AlboPOP's own converter makes of an element: children by name, categories by their kind. */
function told(parent: Element): Record<string, string | undefined> {
  return Object.fromEntries(
    childrenOf(parent).flatMap((child) => {
      if (child.tagName === "item") return [];
      const kind = /^http:\/\/albopop\.it\/specs#(?:channel|item)-category-(\w+)$/.exec(
        child.getAttribute("domain") ?? "",
      );
      return [[child.tagName === "category" ? (kind?.[1] ?? "?") : child.tagName, child.textContent ?? ""]];
    }),
  );
}

const rfc822 = "^[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} \\+0000$";
const date = { type: "string", pattern: rfc822 };
const text = { type: "string", minLength: 1 };
const link = { type: "string", pattern: "^https?://" };
const ajv = new Ajv();
/** Fields that the AlboPOP specification requires. */
const channelSchema = ajv.compile({
  type: "object",
  required: ["title", "link", "description", "language", "pubDate", "webMaster", "docs", "type", "name"],
  properties: {
    title: text,
    link,
    description: text,
    language: { const: "it" },
    pubDate: date,
    webMaster: { type: "string", pattern: "@" },
    docs: { const: "http://albopop.it/specs" },
    type: text,
    name: text,
  },
  not: { required: ["?"] },
});
const itemSchema = ajv.compile({
  type: "object",
  required: ["title", "link", "description", "pubDate", "guid", "uid"],
  properties: {
    title: text,
    link,
    description: text,
    pubDate: date,
    guid: link,
    uid: { type: "string", pattern: "^\\d{4}/\\d+$" },
    pubStart: date,
    pubEnd: date,
    amount: { type: "string", pattern: "^\\d+\\.\\d{2}$" },
    currency: { const: "EUR" },
  },
  not: { required: ["?"] },
});

function rows(csv: string): string[][] {
  const all: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    all.at(-1)?.push(quoted?.replace(/""/g, '"') ?? plain ?? "");
    if (end === "\r\n") all.push([]);
  }
  return all.slice(0, -1);
}

describe("the notice board's feed", () => {
  it("has what AlboPOP requires, with any characters in the acts", async () => {
    const { world } = await openTestWorld();
    const root = parsed(alboFeed(world.settings, [entry], "2025-12-24T10:00:00.000Z")).documentElement;
    const channel = root && childrenOf(root)[0];
    if (!channel) throw new Error("a channel");
    expect([channelSchema(told(channel)), channelSchema.errors]).toEqual([true, null]);
    const items = childrenOf(channel)
      .filter((child) => child.tagName === "item")
      .map(told);
    expect(items.map((one) => [itemSchema(one), itemSchema.errors])).toEqual([[true, null]]);
    expect(items[0]).toMatchObject({ amount: "77944.31", pubEnd: "Thu, 08 Jan 2026 00:00:00 +0000" });
    expect(items[0]?.["description"]).toContain('Lavori <urgenti> & "varie"');
  });
});

describe("the yearly CSV", () => {
  it("is RFC 4180 with a byte order mark, and no cell is a formula", async () => {
    const csv = actsCsv([entry, { ...entry, number: 3, actId: "ACT3", total: null }], "https://atti.example");
    expect(csv.startsWith("\uFEFFanno,numero,")).toBe(true);
    const [header, ...acts] = rows(csv.slice(1));
    expect(acts.map((act) => [act.length, act[1]])).toEqual([
      [header?.length, "3"],
      [header?.length, "7"],
    ]);
    const act = Object.fromEntries((header ?? []).map((name, at) => [name, acts[1]?.[at]]));
    expect(act).toMatchObject({ oggetto: entry.subject, importo: "77944.31", settore: "'=HYPERLINK(1)", cig: "" });
    expect(acts.flat().filter((cell) => /^[=+@]/.test(cell))).toEqual([]);
  });
});

describe("the open data of a body", () => {
  it("are written on publication, and say what the act's page says", async () => {
    const test = await openTestWorld();
    const actId = await published(test, actWith(files), files);
    const head = await headOf(test, actId);
    const act = JSON.parse(must1(await fileOf(test, "atti/2025/2706.json")));
    expect(act).toMatchObject({
      numero: 2706,
      anno: 2025,
      versione: "integrale",
      albo: { dal: "2025-12-24", al: "2026-01-08" },
    });
    expect(act.file[0].impronta).toBe(head.signed?.sha256);
    expect(JSON.stringify(act)).not.toMatch(/[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]/);
    expect(rows(must1(await fileOf(test, "atti-2025.csv")).slice(1))).toHaveLength(2);
    expect(must1(await fileOf(test, "albo.xml"))).toContain("/albo/2025/2706");
    const sitemap = parsed(must1(await fileOf(test, "sitemap-2025.xml")));
    const addresses = Array.from(sitemap.getElementsByTagName("loc")).map((one) => one.textContent);
    expect(addresses).toEqual(["http://127.0.0.1:8080/trasparenza/2025/2706"]);
    expect(parsed(must1(await fileOf(test, "sitemap.xml"))).documentElement?.tagName).toBe("sitemapindex");
  });

  it("are a DCAT-AP_IT catalogue with each cardinality of the profile", async () => {
    const test = await openTestWorld();
    await published(test, actWith(files), files);
    const [dcat, dct, it] = [
      "http://www.w3.org/ns/dcat#",
      "http://purl.org/dc/terms/",
      "http://dati.gov.it/onto/dcatapit#",
    ];
    const graph = (await jsonld.expand(JSON.parse(must1(await fileOf(test, "catalogo.jsonld"))))) as Record<
      string,
      unknown[]
    >[];
    const of = (type: string) => graph.filter((node) => node["@type"]?.includes(it + type));
    const counts = (type: string, names: readonly string[]) =>
      of(type).map((node) => names.map((name) => node[name]?.length ?? 0));
    expect(of("Dataset")).toHaveLength(2);
    const dataset = ["title", "description", "accrualPeriodicity", "rightsHolder", "modified", "publisher"].map(
      (one) => dct + one,
    );
    expect(counts("Dataset", [...dataset, `${dcat}theme`])).toEqual(Array(2).fill([1, 1, 1, 1, 1, 1, 1]));
    expect(counts("Distribution", [`${dct}format`, `${dct}license`, `${dcat}accessURL`])).toEqual(
      Array(2).fill([1, 1, 1]),
    );
    expect(
      counts(
        "Catalog",
        ["title", "description", "publisher", "modified"].map((one) => dct + one),
      ),
    ).toEqual([[1, 1, 1, 1]]);
    expect(of("Catalog")[0]?.[`${dcat}dataset`]).toHaveLength(2);
    expect(
      counts("Organization", ["http://www.w3.org/2006/vcard/ns#fn", "http://www.w3.org/2006/vcard/ns#hasEmail"]),
    ).toEqual([[1, 1]]);
    // Every address that the graph names inside itself is there.
    const known = new Set(graph.map((node) => String(node["@id"])));
    const named = [...JSON.stringify(graph).matchAll(/"@id":"([^"]*catalogo\.jsonld#[^"]*)"/g)].map(
      ([, id]) => id ?? "",
    );
    expect(named.filter((id) => !known.has(id))).toEqual([]);
    // To RDF and back to text: an independent processor finds statements in it.
    expect(String(await jsonld.toRDF(graph, { format: "application/n-quads" })).split("\n").length).toBeGreaterThan(30);
  });

  it("let an act leave on its day: the feed at the end of the albo, everything after transparency's years", async () => {
    const test = await openTestWorld();
    await published(test, actWith(files), files);
    test.clock.set("2026-01-09T09:00:00.000Z");
    await test.outbox.drain();
    expect(must1(await fileOf(test, "albo.xml"))).not.toContain("2706");
    expect(must1(await fileOf(test, "atti-2025.csv"))).toContain("2706");
    test.clock.set("2031-01-01T09:00:00.000Z");
    expect(await fileOf(test, "atti/2025/2706.json")).toBeUndefined();
    await test.outbox.drain();
    expect(test.faults).toEqual([]);
    expect(await findOpenFile(test.world, "atti/2025/2706.json")).toBeUndefined();
    expect(await fileOf(test, "atti-2025.csv")).toBeUndefined();
    expect(must1(await fileOf(test, "sitemap.xml"))).not.toContain("2025");
  });

  it("hold nothing that omissis took out, and follow a lost day", async () => {
    const test = await openTestWorld();
    const data = {
      ...actWith(files),
      subject: "Contributo a Zelinda Riservata",
      privacy: { rendition: "integrale" as const },
    };
    const sections = {
      premises: [],
      motivation: [],
      administrativeChecks: [],
      accountingChecks: [],
      legislation: [],
      decision: [{ style: "plain" as const, text: "A Zelinda Riservata." }],
    };
    const actId = await published(test, { ...data, sections }, files);
    const all = async () =>
      [
        await fileOf(test, "atti/2025/2706.json"),
        await fileOf(test, "atti-2025.csv"),
        await fileOf(test, "albo.xml"),
      ].join("");
    expect(await all()).toContain("Riservata");
    const texts = new Map([
      ["subject", "Contributo a [omissis]"],
      ["decision:0", ""],
    ]);
    must(
      await prepareOmissis(test.world, {
        actId,
        by: officer,
        texts,
        reason: "Dati di persona fisica",
        confirmed: true,
      }),
    );
    test.clock.forward(11 * 60_000);
    await test.outbox.drain();
    expect(await all()).not.toContain("Riservata");
    expect(await all()).toContain("Contributo a [omissis]");
    must(await recordAlboOutage(test.world, { day: "2025-12-24", reason: "Guasto di prova", by: officer }));
    test.clock.forward(11 * 60_000);
    await test.outbox.drain();
    expect(must1(await fileOf(test, "albo.xml"))).toContain("Fri, 09 Jan 2026 00:00:00 +0000");
  });

  it("write the lists once for many changes, and again when it has been quiet for ten minutes", async () => {
    const test = await openTestWorld();
    await published(test, actWith(files), files);
    const before = must1(await fileOf(test, "atti-2025.csv"));
    await logSearchChange(test.world, { ver: 1, entry });
    await published(test, actWith([aFile("B")]), [aFile("B")]);
    expect(await fileOf(test, "atti-2025.csv")).toBe(before);
    expect(await fileOf(test, "atti/2025/2707.json")).toBeDefined();
    test.clock.forward(11 * 60_000);
    await test.outbox.drain();
    expect(rows(must1(await fileOf(test, "atti-2025.csv")).slice(1)).map(([, number]) => number)).toEqual([
      "numero",
      "7",
      "2706",
      "2707",
    ]);
  });
});
