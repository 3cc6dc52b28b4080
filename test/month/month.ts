import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import type { ActHead } from "../../shared/act/index.ts";
import { type ChosenStep, submitAct } from "../../shared/workflow/index.ts";
import { feedLog } from "../../shared/workflow/log.ts";
import type { TestFile } from "../support/acts.ts";
import { actWith } from "../support/acts.ts";
import {
  acknowledgeAll,
  approveAll,
  headOf,
  must,
  officer,
  openTask,
  ready,
  send,
  signatory,
  signedFile,
} from "../support/journey.ts";
import { testLog } from "../support/log.ts";
import { dumpItems, newFolder, openWorldIn, type TestWorld } from "../support/world.ts";
import { countItems, type ItemCounts, noCounts } from "./count-items.ts";
import { countObjects, noObjectCounts, type ObjectCounts } from "./count-objects.ts";

/** What one act asks of the services, on average over the acts that were run. Written into infra/cost/requests.json. */
export type PerAct = {
  readonly acts: number;
  readonly transactions: number;
  readonly gets: number;
  readonly queries: number;
  readonly writeUnits: number;
  readonly chargedWriteUnits: number;
  readonly readUnits: number;
  readonly itemBytes: number;
  readonly objectPuts: number;
  readonly objectGets: number;
  readonly objectHeads: number;
  readonly keptBytes: number;
  readonly uploads: number;
  readonly events: number;
  /** Audit entries: each is a leaf of the public log. */
  readonly entries: number;
  readonly mails: number;
  readonly decisions: number;
  /** Bytes read of an attachment by its own length: the most of all. */
  readonly readsPerAttachment: number;
};

export type Month = {
  readonly perAct: PerAct;
  readonly items: ItemCounts;
  readonly objects: ObjectCounts;
  /** What a minute without work asks for: requests and units of one sweep. */
  readonly sweep: { readonly queries: number; readonly readUnits: number };
  /** Of the public log: how many batches an act made here, and what one of them asked for. They are in `perAct` too. */
  readonly log: LogBatches;
  readonly seconds: number;
};
export type LogBatches = Readonly<Record<"perAct" | "puts" | "gets" | "heads" | "readUnits", number>>;

const attachmentBytes = 200_000;

/** A text that no other act has: a plain file, so that it is hashed and looked through for signatures, and has none. */
const attachment = (label: string) => ({
  label,
  bytes: new TextEncoder().encode(randomBytes(attachmentBytes / 2).toString("hex")),
});

/** Three who decide: the RUP, an office of the body, and the signatory. */
const route: readonly ChosenStep[] = [
  { from: 0, kind: "approval", role: "Responsabile unico del progetto", who: ["carla.modello"] },
  { kind: "approval", role: "Ufficio di prova", who: ["dario.campione"] },
  { from: 1, kind: "signature", role: "Responsabile del provvedimento", who: [signatory.who] },
];

/** From the draft to the portal; whoever decides opens the link of their mail and confirms it, the signatory too. */
async function wholeAct(test: TestWorld, files: readonly TestFile[]): Promise<ActHead> {
  const actId = await ready(test, actWith(files), files);
  await acknowledgeAll(test, actId);
  must(await submitAct(test.world, { actId, by: officer, route }));
  await test.outbox.drain();
  await approveAll(test, actId);
  await openTask(test, actId, signatory.email);
  await send(test, actId, null, signatory.who, await signedFile(test, actId));
  await test.outbox.drain();
  const head = await headOf(test, actId);
  if (head.state !== "PUBLISHED") throw new Error(`the act came to ${head.state} and not to the portal`);
  return head;
}

/**
 * Acts from the draft to the portal by the real use cases, each with three attachments and three decisions, until so
 * many are done or the time is over.
 */
export async function runMonth(options: {
  readonly acts: number;
  readonly seconds: number;
  /** With the public log, fed as on AWS: every five minutes with the acts whose entries were written meanwhile. */
  readonly log: boolean;
}): Promise<Month> {
  const items = noCounts();
  const objects = noObjectCounts();
  const folder = await newFolder();
  const test = await openWorldIn(folder, {
    wrap: (world) => ({
      ...world,
      items: countItems(world.items, items),
      objects: countObjects(world.objects, objects),
    }),
  });
  try {
    Object.assign(items, noCounts());
    const begun = performance.now();
    const elapsed = () => (performance.now() - begun) / 1000;
    let decisions = 0;
    let acts = 0;
    const fed = { batches: 0, puts: 0, gets: 0, heads: 0, readUnits: 0 };
    const feed = feedOf(test.world, folder);
    const logged = async () => {
      const before = { ...objects, readUnits: items.readUnits };
      if (!(await feed())) return;
      fed.batches += 1;
      const after = { ...objects, readUnits: items.readUnits };
      for (const name of ["puts", "gets", "heads", "readUnits"] as const) fed[name] += after[name] - before[name];
    };
    while (acts < options.acts && (acts === 0 || elapsed() < options.seconds)) {
      const files = ["A", "B", "C"].map(attachment);
      const people = (await wholeAct(test, files)).route.flatMap((step) => step.assignments);
      decisions += people.filter(({ state }) => state === "APPROVED" || state === "SIGNED").length;
      acts += 1;
      // Between two acts the clock goes on, so that links and limits of the one are not those of the other.
      test.clock.forward(60_000);
      if (options.log) await logged();
    }
    const seconds = elapsed();
    const counted = structuredClone({ items, objects });
    if (test.faults.length > 0) throw new Error(test.faults.slice(0, 3).join("; "));
    Object.assign(items, noCounts());
    await test.outbox.round();
    const sweep = { queries: items.sweeps + items.queries, readUnits: items.sweepUnits + items.readUnits };
    const mails = (await test.spool.list()).length;
    const events = dumpItems(folder).flatMap((item) => Object.keys(item).filter((name) => name.startsWith("had_")));
    const entries = entriesIn(folder).length;
    const perAct = averages(counted.items, counted.objects, { acts, decisions, mails, entries, events: events.length });
    return { perAct, ...counted, sweep, log: batchesOf(fed, acts), seconds };
  } finally {
    test.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const entriesIn = (folder: string) => dumpItems(folder).filter(({ sk }) => sk.startsWith("AUD#"));

/** What the table's stream would tell, five minutes at a time: the acts whose entries are new. Whether it was time. */
function feedOf(world: TestWorld["world"], folder: string): () => Promise<boolean> {
  let known = 0;
  let last = Date.parse(world.clock());
  return async () => {
    if (Date.parse(world.clock()) - last < 300_000) return false;
    last = Date.parse(world.clock());
    const ids = entriesIn(folder).sort((a, b) => String(a["id"]).localeCompare(String(b["id"])));
    const acts = ids.slice(known).map((item) => String(item["actId"]));
    known = ids.length;
    await feedLog({ ...world, log: testLog }, acts);
    return true;
  };
}

function batchesOf(fed: Readonly<Record<"batches" | "puts" | "gets" | "heads" | "readUnits", number>>, acts: number) {
  const each = (total: number) => Math.round((100 * total) / Math.max(1, fed.batches)) / 100;
  const { puts, gets, heads, readUnits } = fed;
  const perAct = Math.round((100 * fed.batches) / acts) / 100;
  return { perAct, puts: each(puts), gets: each(gets), heads: each(heads), readUnits: each(readUnits) };
}

function averages(
  items: ItemCounts,
  objects: ObjectCounts,
  { acts, decisions, mails, events, entries }: Record<"acts" | "decisions" | "mails" | "events" | "entries", number>,
): PerAct {
  const each = (total: number) => Math.round((total / acts) * 100) / 100;
  const sum = (bytes: Map<string, number>) => [...bytes.values()].reduce((total, one) => total + one, 0);
  const uploads = [...objects.read].filter(([name]) => name.startsWith("intake/"));
  const attachments = uploads.filter(([name]) => !objects.written.has(name));
  return {
    acts,
    transactions: each(items.transactions),
    gets: each(items.gets),
    queries: each(items.queries),
    writeUnits: each(items.writeUnits),
    chargedWriteUnits: each(items.chargedWriteUnits),
    readUnits: each(items.readUnits),
    itemBytes: each(items.storedBytes),
    objectPuts: each(objects.puts),
    objectGets: each(objects.gets),
    objectHeads: each(objects.heads),
    keptBytes: each(sum(objects.written)),
    uploads: each(uploads.length),
    events: each(events),
    entries: each(entries),
    mails: each(mails),
    decisions: each(decisions),
    readsPerAttachment: Math.max(
      0,
      ...attachments.filter(([, bytes]) => bytes >= attachmentBytes).map(([, bytes]) => bytes / attachmentBytes),
    ),
  };
}
