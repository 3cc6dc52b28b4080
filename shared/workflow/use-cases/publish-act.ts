import {
  type ActHead,
  addDays,
  type PublishedHead,
  romeDay,
  type SealedHead,
  thresholdAt,
  yearOf,
} from "../../act/index.ts";
import { changeAct } from "../model/change-act.ts";
import { loadHead } from "../model/commit.ts";
import { keys } from "../model/keys.ts";
import type { Action } from "../ports/items.ts";
import type { ChangeWorld, World } from "../world.ts";
import { consume, type OutboxEvent } from "./consume.ts";
import { indexAct } from "./index-act.ts";
import { keepPublicFiles } from "./publish-files.ts";
import { publishActData } from "./publish-open-data.ts";

/**
 * Publishes a sealed act: fifteen days at the albo (TUEL art. 124), in Amministrazione trasparente until five years
 * from the first of January of the next year (D.Lgs. 33/2013 art. 8 c. 3). Publication is another axis: it neither
 * makes the act executive nor waits for that.
 */
export async function publishAct(
  world: ChangeWorld & Pick<World, "objects" | "publicFiles">,
  event: OutboxEvent,
): Promise<void> {
  await consume(world, event, "publisher", async () => {
    const head = await loadHead(world.items, event.tenant, event.actId);
    if (!head || !isSealed(head) || head.rendition === null) return;
    // An act with omissis waits for its own text; publishing the whole one would be the wrong that it avoids.
    if (head.rendition === "omissis" && !head.omissis?.file) return tellPublic(world, event.actId);
    const published = await changeAct(world, event.actId, (now, at) => {
      if (now.state !== "SEALED" || now.rendition === null) return { done: true };
      const today = romeDay(at);
      const days = thresholdAt("albo-days", today)?.value ?? 15;
      const publication = {
        rendition: now.rendition,
        albo: { from: today, to: addDays(today, days) },
        transparency: { from: today, to: `${yearOf(today) + 5}-12-31` },
        at,
      };
      return { command: { type: "publish", by: now.proponent, publication } };
    });
    if (!published.ok) throw new Error(`act ${event.actId}: ${published.refusal.code}`);
    // After the act, in small transactions: an act may have more files than one transaction has room for, and a
    // repetition writes the same items again.
    const files = publicFingerprints(published.value.head as PublishedHead);
    for (let at = 0; at < files.length; at += 25) {
      const written = await world.items.transact(files.slice(at, at + 25));
      if (!written.ok) throw new Error(`fingerprints of ${event.actId}: ${written.reason}`);
    }
    await tellPublic(world, event.actId);
  });
}

/** Searches and open data follow the act; what was withdrawn leaves them before what replaces it is there. */
async function tellPublic(world: ChangeWorld & Pick<World, "objects" | "publicFiles">, actId: string): Promise<void> {
  await indexAct(world, actId);
  await publishActData(world, actId);
  await keepPublicFiles(world, actId);
}

const isSealed = (head: ActHead): head is SealedHead | PublishedHead =>
  head.state === "SEALED" || head.state === "PUBLISHED" || head.state === "UNPUBLISHED" || head.state === "ARCHIVED";

/**
 * Every file of a published act can be looked up by its impronta, the content of an envelope too; also a file that is
 * withheld: the act prints its impronta, and whoever holds the file may learn that it is the one.
 */
function publicFingerprints(head: SealedHead | PublishedHead): Action[] {
  const files = [
    { name: "originale", sha256: head.signed.sha256, of: "file" },
    { name: "copia", sha256: head.copy.sha256, of: "file" },
    ...(head.omissis?.file ? [{ name: "omissis", sha256: head.omissis.file.sha256, of: "file" }] : []),
    ...(head.earlierCopies ?? []).map((copy) => ({
      name: `copia-${copy.revision ?? 1}`,
      sha256: copy.sha256,
      of: "file",
    })),
    ...(head.visti ?? []).map((visto, at) => ({ name: `visto-${at + 1}`, sha256: visto.sha256, of: "file" })),
    ...head.slots.flatMap((slot) => [
      ...(slot.file ? [{ name: `allegato-${slot.label}`, sha256: slot.file.sha256, of: "file" }] : []),
      ...(slot.verdict?.inner ? [{ name: `allegato-${slot.label}`, sha256: slot.verdict.inner, of: "content" }] : []),
    ]),
  ];
  const unique = new Map(files.map((file) => [`${file.sha256}#${file.name}`, file]));
  return [...unique.values()].map((file) => ({
    put: {
      ...keys.publicFingerprint(head.tenant, file.sha256, head.actId, file.name),
      sha256: file.sha256,
      name: file.name,
      of: file.of,
      actId: head.actId,
      number: head.registration.number,
      year: head.registration.year,
    },
  }));
}
