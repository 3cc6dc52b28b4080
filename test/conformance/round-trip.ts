/**
 * Renders the acts of the collection beside the project, original and stamped copy, reads them back and compares: what
 * the pages say is the same data. The published act is read from its own text too.
 *
 * The collection has no texts: each act gets one, written from its data in the words of the published act.
 *
 * A script and not a test, as shared-data.ts is. Run it with the folder that holds `data/` and `seed/`.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { readEngineParts } from "../../local/engine/index.ts";
import {
  type ActData,
  type Block,
  cremona2706,
  pagesOfText,
  parseAct,
  printAmount,
  printDay,
  readAct,
} from "../../shared/act/index.ts";
import { type CopyStamps, extractLines, openRenderer, type Renderer } from "../../shared/pdf/index.ts";
import { sayable } from "../act/reading/same-act.ts";

const folder = process.argv[2] ?? "../shared";
const json = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), "utf8"));
const plain = (text: string): Block => ({ style: "plain", text });
const point = (text: string, children: readonly Block[] = []): Block => ({
  style: "numbered",
  text,
  ...(children.length > 0 ? { children } : {}),
});

/** The act with the text that its data would have, in the words of the published one. */
function withText(act: ActData): ActData {
  const { totals, contract, statements, roles, declaredAttachments } = act;
  const names = {
    rup: "al Responsabile unico del progetto",
    proceedingOfficer: "al Responsabile del procedimento istruttorio",
    signatory: "al Responsabile del provvedimento",
  };
  const conflict = statements.noConflictOfInterest.map((role) => names[role]).join(", ");
  const durc = contract?.durc;
  const checks = [
    ...(statements.technicalRegularity
      ? ["Ai sensi dell'art. 147 bis del D.Lgs. 18 agosto 2000 n. 267, si attesta la regolarità tecnica."]
      : []),
    ...(conflict
      ? [
          `Si dichiara l'insussistenza di conflitto di interessi ex art. 6 bis della Legge n. 241 del 7 agosto 1990, relativamente ${conflict}.`,
        ]
      : []),
    ...(roles.rup ? [`Il Responsabile unico del progetto è ${roles.rup.name}.`] : []),
    ...(act.cig ? [`CIG: ${act.cig}`] : []),
    ...(act.cup ? [`CUP: ${act.cup}`] : []),
    ...(durc?.number
      ? [`DURC n. ${durc.number}${durc.expires ? `, con scadenza ${printDay(durc.expires)}` : ""}.`]
      : []),
  ];
  const decision = [
    ...(contract?.name
      ? [
          point(
            `Affidare direttamente alla società ${contract.name}, P.IVA ${contract.vatNumber}${contract.procedure ? `, ai sensi dell'art. 50 comma 1 lett. ${contract.procedure.slice(-1)}) del D.Lgs. 36/2023` : ""}.`,
          ),
        ]
      : []),
    ...(totals
      ? [
          point(
            `Approvare la spesa complessiva di euro ${printAmount(totals.total)} di cui euro ${printAmount(totals.net)} imponibile ed euro ${printAmount(totals.vat)} per IVA ${totals.vatRate}%.`,
          ),
        ]
      : []),
    ...(act.commitment === undefined
      ? []
      : [
          point(
            `Impegnare la spesa di euro ${printAmount(act.commitment)}, imputandola al capitolo di bilancio ${act.commitmentChapter}.`,
          ),
        ]),
    ...(declaredAttachments.length === 0
      ? [point("Dare atto di quanto sopra.")]
      : [
          point(
            "Dare atto che costituiscono allegati parti integranti e sostanziali del presente atto:",
            declaredAttachments.map(({ label, title }) => plain(`allegato ${label}) ${title};`)),
          ),
        ]),
  ];
  const sections = {
    premises: [point("Una premessa.")],
    motivation: [point("Una motivazione, con il suo perché.")],
    administrativeChecks: checks.map(plain),
    accountingChecks: [],
    legislation: [],
    decision,
  };
  return { ...act, sections };
}

/** What the pages of such an act say; the collection's own answers of people are not among it. */
function printed(act: Partial<ActData>): unknown {
  const { name, vatNumber, procedure, durc } = act.contract ?? {};
  return sayable({
    ...{
      number: act.number,
      year: act.year,
      date: act.date,
      subject: act.subject,
      department: act.department,
      service: act.service,
    },
    body: { name: act.body?.name.toUpperCase() ?? "" },
    ...{ organ: act.organ, sections: act.sections, roles: act.roles, cig: act.cig, cup: act.cup, totals: act.totals },
    ...{ commitment: act.commitment, movements: act.movements, declaredAttachments: act.declaredAttachments },
    ...{ commitmentChapter: act.commitment === undefined ? undefined : act.commitmentChapter },
    statements: {
      technicalRegularity: act.statements?.technicalRegularity || undefined,
      noConflictOfInterest: act.statements?.noConflictOfInterest ?? [],
    },
    contract: { name, vatNumber, procedure, durc: durc && { number: durc.number, expires: durc.expires } },
    recordedAttachments: act.recordedAttachments?.map(({ label, fingerprint, algorithm }) => ({
      label,
      fingerprint,
      algorithm,
    })),
  } as Partial<ActData>);
}

const stampsOf = (act: ActData): CopyStamps => ({
  ...{ number: act.number ?? 1, year: act.year ?? 2025, date: act.date ?? "2025-12-24", approvals: [], signatures: [] },
  original: { fileName: "determinazione.pdf", sha256: "5A".repeat(32) },
  attachments: act.recordedAttachments.map(({ label, fingerprint }) => ({ label, fingerprint, verdict: "VERIFIED" })),
  effect: { state: "awaiting-visto" },
  verification: { url: "https://prova.example/v/7KQ2-M4XD", address: "prova.example/v", code: "7KQ2-M4XD" },
  test: true,
});

function difference(name: string, read: Partial<ActData>, act: Partial<ActData>): string | undefined {
  const [found, expected] = [printed(read), printed(act)] as Readonly<Record<string, unknown>>[];
  const fields = new Set([...Object.keys(found ?? {}), ...Object.keys(expected ?? {})]);
  const apart = [...fields].filter((field) => !isDeepStrictEqual(found?.[field], expected?.[field]));
  const [first] = apart;
  if (first === undefined) return undefined;
  return `${name}: ${apart.join(", ")}\n        read     ${JSON.stringify(found?.[first])}\n        expected ${JSON.stringify(expected?.[first])}`;
}

async function compare(renderer: Renderer, name: string, act: ActData): Promise<(string | undefined)[]> {
  const setup = { documentDate: act.date ?? "2025-12-24" };
  const original = await renderer.renderOriginal(act, setup);
  const copy = await renderer.renderCopy(act, stampsOf(act), setup);
  if (!original.ok || !copy.ok) return [`${name}: not rendered`];
  const { number: _n, year: _y, date: _d, ...unnumbered } = act;
  const back = async (bytes: Uint8Array) => readAct(await extractLines(bytes)).act;
  return [
    difference(`${name}, original`, await back(original.rendered.bytes), unnumbered),
    difference(`${name}, copy`, await back(copy.rendered.bytes), act),
  ];
}

async function run(): Promise<readonly (string | undefined)[]> {
  const renderer = await openRenderer(await readEngineParts());
  const outcomes: (string | undefined)[] = [];
  const seed = readFileSync(join(folder, "seed/000_015872bc04d1be97.txt"), "utf8");
  outcomes.push(difference("seed, text", readAct(pagesOfText(seed)).act, cremona2706));
  outcomes.push(...(await compare(renderer, "seed", cremona2706)));
  const acts = z.array(z.looseObject({ id: z.string(), a: z.unknown() })).parse(json("data/fixtures.json"));
  for (const { id, a } of acts) {
    const parsed = parseAct(a);
    if (parsed.ok) outcomes.push(...(await compare(renderer, id, withText(parsed.act))));
    else outcomes.push(`${id}: ${JSON.stringify(parsed.refusal.problems)}`);
  }
  return outcomes;
}

if (!existsSync(join(folder, "data/fixtures.json"))) {
  process.stdout.write(`no collection of acts in ${folder}: nothing read back\n`);
} else {
  const outcomes = await run();
  const failed = outcomes.filter((problem) => problem !== undefined);
  for (const problem of failed) process.stdout.write(`FAILED  ${problem}\n`);
  process.stdout.write(`round trip: ${outcomes.length - failed.length} passed, ${failed.length} failed\n`);
  if (failed.length > 0) process.exitCode = 1;
}
