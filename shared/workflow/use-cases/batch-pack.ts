import { controlWords } from "../../act/index.ts";
import {
  batchDays,
  batchLimits,
  type Pack,
  type PackedAct,
  packKey,
  packSchema,
  readPack,
} from "../model/batch-items.ts";
import { dueItems } from "../model/due-items.ts";
import { duePk, shardOf } from "../model/keys.ts";
import { bytesOf, keep } from "../model/objects-of-act.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { ttlAfter } from "../model/ttl.ts";
import { type WaitingSignature, waitingSignatures } from "../model/waiting-signatures.ts";
import { zipOf } from "../model/zip-of.ts";
import type { Item, Value } from "../ports/items.ts";
import type { World } from "../world.ts";
import { eachOf } from "./sweep.ts";

type PackWorld = Pick<World, "settings" | "items" | "objects" | "clock" | "newId">;

const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as { [name: string]: Value };

/**
 * Asks for one package with the acts that wait for a person's signature, what is due first coming first. It is made
 * behind the outbox ({@link makeDuePacks}); whoever asks again for the same acts gets the package that there is.
 */
export async function askPack(world: PackWorld, who: string): Promise<Answer<Pack>> {
  const { items, settings } = world;
  const { acts, left } = packed(await waitingSignatures(world, who));
  if (acts.length === 0) return refuse(no("NOTHING_TO_SIGN"));
  const earlier = await readPack(items, settings.tenant, who);
  if (earlier && JSON.stringify(earlier.acts) === JSON.stringify(acts)) return answer(earlier);
  const at = world.clock();
  const pack: Pack = { batchId: world.newId(), who, at, state: "ASKED", acts, left };
  const due = { due: "pack", gsi4pk: duePk(shardOf(pack.batchId)), gsi4sk: `${at}#${pack.batchId}` };
  const written = await items.transact([
    { put: { ...packKey(settings.tenant, who), ...json(pack), ...due, ...ttlAfter(at, batchDays) } },
  ]);
  if (!written.ok) throw new Error(`package of ${who}: ${written.reason}`);
  return answer(pack);
}

/** As many as a package holds. One that is larger than a package by itself is signed on its own page. */
function packed(waiting: readonly WaitingSignature[]): { acts: PackedAct[]; left: number } {
  const acts: PackedAct[] = [];
  let bytes = 0;
  for (const { head, file } of waiting) {
    if (acts.length === batchLimits.acts || bytes + file.length > batchLimits.bytes) continue;
    bytes += file.length;
    const { actId, rev, subject, total, manifestDigest = "" } = head;
    const place = String(acts.length + 1).padStart(2, "0");
    const p7m = head.signatures?.at(-1)?.kind === "cades";
    acts.push({ actId, rev, subject, total, manifestDigest, file, name: `${place}-${actId}.pdf${p7m ? ".p7m" : ""}` });
  }
  return { acts, left: waiting.length - acts.length };
}

/** Makes the packages that were asked for. Answers how many. @throws after all were tried, when some failed. */
export async function makeDuePacks(world: PackWorld): Promise<number> {
  const due: Item[] = [];
  for await (const item of dueItems(world, "pack")) due.push(item);
  return (await eachOf(due, (item) => makePack(world, item))).filter(Boolean).length;
}

async function makePack(world: PackWorld, item: Item): Promise<boolean> {
  const pack = packSchema.parse(item);
  const entries = [{ name: "elenco.txt", bytes: new TextEncoder().encode(listOf(world.settings.name, pack)) }];
  for (const { name, file } of pack.acts)
    entries.push({ name, bytes: await bytesOf(world.objects, file, file.bucket) });
  const zip = await keep(world.objects, "pacchetti", zipOf(entries, pack.at), "application/zip", ".zip");
  const written = await world.items.transact([
    {
      update: { pk: item.pk, sk: item.sk },
      set: { state: "READY", zip: json(zip) },
      remove: ["gsi4pk", "gsi4sk"],
      if: { attr: "batchId", op: "=", value: pack.batchId },
    },
  ]);
  return written.ok;
}

/** What is in the package, so that it can be read without the page: whoever signs knows what they sign. */
function listOf(body: string, { acts, at }: Pack): string {
  const lines = acts.map(
    ({ name, subject, total, file, manifestDigest }) =>
      `${name}\n  Oggetto: ${subject}\n  Importo: ${total === null ? "nessuna spesa" : `${euro(total)} euro`}\n` +
      `  SHA-256 del file: ${file.sha256}\n  Parole di controllo: ${controlWords(manifestDigest).join(" - ")}\n`,
  );
  return (
    `${body} - atti da firmare, ${at}\n\nFirmare ogni PDF con la propria firma digitale (PAdES o CAdES), poi caricare i file\n` +
    `firmati nella pagina «Firma più atti», in qualsiasi ordine e con qualsiasi nome.\n\n${lines.join("\n")}`
  );
}

const euro = (cents: number) =>
  `${Math.floor(cents / 100)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ".")},${String(cents % 100).padStart(2, "0")}`;
