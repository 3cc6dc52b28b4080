import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { indexes } from "../../shared/workflow/ports/items.ts";
import { actWith } from "../support/acts.ts";
import { headOf, published } from "../support/journey.ts";
import { dumpItems, newFolder, openWorldIn } from "../support/world.ts";
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
  readonly seconds: number;
};

const attachmentBytes = 200_000;

/** A text that no other act has: a plain file, so that it is hashed and looked through for signatures, and has none. */
const attachment = (label: string) => ({
  label,
  bytes: new TextEncoder().encode(randomBytes(attachmentBytes / 2).toString("hex")),
});

/**
 * Acts from the draft to the portal by the real use cases, each with three attachments and every approval of its route,
 * until so many are done or the time is over.
 */
export async function runMonth(options: { readonly acts: number; readonly seconds: number }): Promise<Month> {
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
    while (acts < options.acts && (acts === 0 || elapsed() < options.seconds)) {
      const files = ["A", "B", "C"].map(attachment);
      const head = await headOf(test, await published(test, actWith(files), files));
      decisions += head.route.flatMap((step) => step.assignments).filter(({ state }) => state === "APPROVED").length;
      acts += 1;
      // Between two acts the clock goes on, so that links and limits of the one are not those of the other.
      test.clock.forward(60_000);
    }
    const seconds = elapsed();
    const counted = structuredClone({ items, objects });
    if (test.faults.length > 0) throw new Error(test.faults.slice(0, 3).join("; "));
    Object.assign(items, noCounts());
    await test.outbox.round();
    const sweep = { queries: items.sweeps + items.queries, readUnits: items.sweepUnits + items.readUnits };
    const mails = (await test.spool.list()).length;
    const events = dumpItems(folder).filter(({ sk }) => sk.startsWith("DLV#")).length;
    const perAct = averages(counted.items, counted.objects, { acts, decisions, mails, events });
    return { perAct, ...counted, sweep, seconds };
  } finally {
    test.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function averages(
  items: ItemCounts,
  objects: ObjectCounts,
  { acts, decisions, mails, events }: { acts: number; decisions: number; mails: number; events: number },
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
    mails: each(mails),
    decisions: each(decisions),
    readsPerAttachment: Math.max(
      0,
      ...attachments.filter(([, bytes]) => bytes >= attachmentBytes).map(([, bytes]) => bytes / attachmentBytes),
    ),
  };
}

/** A partition that only one act, person's link or file has. */
export const isOfOneAct = (key: string): boolean =>
  /#ACT#|^(?:EVT|TOK|SES|OTP|COD|MSG|FP|IDEM|LIM)#|#(?:VC|PFP)#/.test(key);

/** The partition keys that take the largest parts of all the writes, and of each index the largest. */
export function hottest({ items }: Month): { readonly table: [string, number][]; readonly index: [string, number][] } {
  const largest = (counts: Map<string, number>) =>
    [...counts].map(([key, one]): [string, number] => [key, one / items.writeUnits]).sort((a, b) => b[1] - a[1]);
  const index = indexes.flatMap((name) => {
    const own = new Map([...items.indexPartitions].filter(([key]) => key.startsWith(`${name} `)));
    return own.size === 0 ? [] : largest(own).slice(0, 1);
  });
  return { table: largest(items.partitions), index };
}
