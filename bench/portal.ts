// The portal with many published acts, on the embedded store: the app itself answers, so that page, search and store
// are all in the time. Prints p50 and p95 of each kind of search, the size of its page, and the memory; and the same for
// a tenth of the acts, so that what grows with their number shows. Makes its data in a temporary folder and removes it.
//
//   npm run bench:portal -- [--acts 10000] [--rounds 60]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { webApp } from "../functions/web/app.ts";
import type { WebDeps } from "../functions/web/deps.ts";
import { borgoSereno } from "../local/demo/borgo-sereno.ts";
import { sha256Of } from "../shared/act/index.ts";
import { openSqliteItems } from "../shared/adapters/embedded/sqlite-items.ts";
import { type Items, keys, type SearchEntry } from "../shared/workflow/index.ts";

const option = (name: string, fallback: string): string => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : (process.argv[at + 1] ?? fallback);
};
const most = Number(option("--acts", "10000"));
const rounds = Number(option("--rounds", "60"));
const settings = borgoSereno("http://127.0.0.1:8080");
const now = "2029-12-20T10:00:00.000Z";

const subjects = [
  "Affidamento del servizio di mensa",
  "Lavori di recupero",
  "Impegno di spesa per",
  "Nomina della commissione",
];
const companies = ["Officina Prova Srl", "Cooperativa Esempio", "Ditta Modello Spa", "Studio Fantasia"];
const sectors = ["Settore Scuola", "Settore Abitare", "Settore Lavori pubblici", "Settore Affari generali"];
const pick = (all: readonly string[], at: number) => all[at % all.length] ?? "";

/** Spread over five years, as many as a body of that size has. */
function entryOf(at: number, perYear: number): SearchEntry {
  const year = 2025 + Math.floor(at / perYear);
  const number = (at % perYear) + 1;
  const day = `${year}-${String(1 + (at % 12)).padStart(2, "0")}-${String(1 + (at % 28)).padStart(2, "0")}`;
  return {
    actId: `BENCH${at}`,
    year,
    number,
    date: day,
    subject: `${pick(subjects, at)} ${at}, ${"parole di un oggetto di lunghezza usuale ".repeat(3)}`,
    department: pick(sectors, at),
    contractor: `${pick(companies, at)} ${at % 400}`,
    vatNumber: String(at).padStart(11, "0"),
    cig: `I${String(at).padStart(9, "0")}`,
    total: at * 997,
    effect: "EXECUTIVE",
    rendition: "integrale",
    albo: { from: day, to: "2029-12-31" },
    transparencyTo: `${year + 6}-12-31`,
    publishedAt: `${day}T10:00:00.000Z`,
    updatedAt: `${day}T10:00:00.000Z`,
    sha256: sha256Of(`bench ${at}`),
  };
}

/** Straight into the log, many in one transaction: how they came to be there is not what is measured. */
async function fill(items: Items, count: number): Promise<void> {
  const perYear = Math.ceil(count / 5);
  const { tenant } = settings;
  for (let at = 0; at < count; at += 50) {
    const batch = Array.from({ length: Math.min(50, count - at) }, (_, n) => entryOf(at + n, perYear));
    await items.transact(
      batch.map((entry) => ({ put: { ...keys.searchEntry(tenant, entry.year, entry.number), entry } })),
    );
  }
  for (let year = 2025; year < 2030; year += 1) {
    const seq = Math.min(perYear, Math.max(0, count - (year - 2025) * perYear));
    if (seq > 0) await items.transact([{ put: { ...keys.searchCounter(tenant, year), seq, year } }]);
  }
}

const searches = (count: number): Readonly<Record<string, string>> => ({
  "first page": "/trasparenza",
  "deep page": `/trasparenza?da=${Math.floor(count / 2)}`,
  "words, many": "/trasparenza?q=mensa",
  "words, one": `/trasparenza?q=servizio+mensa+${Math.floor((count - 1) / 4) * 4}`,
  "words, none": "/trasparenza?q=introvabile",
  number: "/trasparenza?number=7&year=2026",
  company: "/trasparenza?company=esempio+41",
  CIG: "/trasparenza?cig=I000000123",
  amount: "/trasparenza?min=1.000,00&max=2.000,00",
  "sector and date": "/trasparenza?sector=Settore+Scuola&from=2027-03-01&to=2028-02-01",
  impronta: `/trasparenza?impronta=${sha256Of("nobody's")}`,
  albo: "/albo",
  home: "/",
});

async function measure(count: number): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "visto-bench-"));
  const items = openSqliteItems({ file: join(dir, "items.sqlite"), now: () => new Date(now) });
  try {
    await fill(items, count);
    const before = held();
    // Only what a search of the portal reaches; whatever else it reached would be seen as an error here.
    const world = { settings, items, clock: () => now } as unknown as WebDeps["world"];
    const fault = (error: unknown, about: string) => {
      throw new Error(about, { cause: error });
    };
    const app = webApp({ world, wake: () => undefined, uploadOrigins: [], fault });
    const get = async (path: string) => {
      const started = performance.now();
      const answer = await app.request(`${settings.baseUrl}${path}`);
      const bytes = (await answer.arrayBuffer()).byteLength;
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
      return { ms: performance.now() - started, bytes };
    };
    const cold = await get("/trasparenza");
    console.log(`\n${count} acts: first answer of the process ${cold.ms.toFixed(0)} ms`);
    const paths = Object.entries(searches(count));
    const all: number[] = [];
    for (const [name, path] of paths) {
      const times = [];
      for (let round = 0; round < rounds; round += 1) times.push((await get(path)).ms);
      all.push(...times);
      console.log(`  ${name.padEnd(18)} ${percentiles(times)}  page ${((await get(path)).bytes / 1000).toFixed(1)} kB`);
    }
    console.log(`  ${"all".padEnd(18)} ${percentiles(all)}`);
    const { rss } = process.memoryUsage();
    console.log(
      `  memory: the index holds ${mb(held() - before)} MB; RSS of the process, garbage included, ${mb(rss)} MB`,
    );
  } finally {
    items.close();
    rmSync(dir, { recursive: true });
  }
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;
/** What is still needed: the heap after a collection. */
function held(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
const mb = (bytes: number) => (bytes / 1e6).toFixed(0);
function percentiles(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
  return `p50 ${at(0.5).padStart(5)} ms  p95 ${at(0.95).padStart(5)} ms`;
}

await measure(Math.ceil(most / 10));
await measure(most);
