import * as z from "zod";
import { type ActData, type ActHead, type PublishedHead, romeDay, type Slot } from "../../act/index.ts";
import { loadHead } from "../model/commit.ts";
import { vistoName } from "../model/copy-stamps.ts";
import { actIdIn, keys } from "../model/keys.ts";
import { isShowable, publishedView } from "../model/published-data.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { readActData } from "../model/stored-data.ts";
import { allItems, type Item } from "../ports/items.ts";
import type { World } from "../world.ts";
import { toldIn } from "./consume.ts";

type ReadWorld = Pick<World, "settings" | "items" | "objects" | "clock">;

/** One thing that happened, for the history of an act. `undelivered`: its notice or its consequence is still to come. */
export type HistoryEntry = {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly hash: string;
  readonly data: Readonly<Record<string, string | number | null>>;
  readonly undelivered: boolean;
  readonly problem: string | null;
};
export type ActView = { readonly head: ActHead; readonly data: ActData; readonly history: readonly HistoryEntry[] };

/** An act with its data and its history, for whoever works on it. */
export async function readAct(world: ReadWorld, actId: string): Promise<Answer<ActView>> {
  const { tenant } = world.settings;
  const head = await loadHead(world.items, tenant, actId);
  if (!head) return refuse(no("ACT_NOT_FOUND"));
  return answer({ head, data: await readActData(world.objects, head), history: await history(world, actId) });
}

async function history(world: ReadWorld, actId: string): Promise<HistoryEntry[]> {
  const pk = keys.act(world.settings.tenant, actId);
  // Entries of before held what they tell in an item beside them.
  const beside = new Map<string, Item>();
  for await (const item of allItems(world.items, { pk, sk: { beginsWith: "PII#" } }))
    beside.set(item.sk.slice(4), item);
  const entries: HistoryEntry[] = [];
  for await (const item of allItems(world.items, { pk, sk: { beginsWith: "AUD#" } })) {
    const told = toldIn(item) ?? toldIn({ told: beside.get(item.sk.slice(4)) });
    entries.push({
      seq: Number(item["seq"]),
      type: String(item["type"]),
      at: String(item["at"]),
      hash: String(item["hash"]),
      data: (told?.data ?? {}) as HistoryEntry["data"],
      undelivered: item["gsi5pk"] !== undefined,
      problem: typeof item["problem"] === "string" ? item["problem"] : null,
    });
  }
  return entries;
}

export type HeadPage = { readonly heads: readonly ActHead[]; readonly next: string | undefined };

/** Acts older than a place in a list, the newest first. The place is an act's own, so that it can be given out and checked. */
export type ListFrom = { readonly limit: number; readonly before: string | undefined };
export type PlacedPage = { readonly heads: readonly ActHead[]; readonly last: string | undefined };
export const actPlace = ({ createdAt, actId }: ActHead): string => `${createdAt}#${actId}`;
export const publishedPlace = ({ registration }: ActHead): string =>
  `${registration?.year}#${String(registration?.number).padStart(7, "0")}`;

export const actsBefore = (world: ReadWorld, from: ListFrom): Promise<PlacedPage> =>
  placedPage(world, from, { index: "gsi2", pk: `${world.settings.tenant}#ACTS` }, actPlace);
export const publishedBefore = (world: ReadWorld, from: ListFrom): Promise<PlacedPage> =>
  placedPage(world, from, { index: "gsi3", pk: `${world.settings.tenant}#PUB` }, publishedPlace);

async function placedPage(
  world: ReadWorld,
  { limit, before }: ListFrom,
  query: { readonly index: "gsi2" | "gsi3"; readonly pk: string },
  placeOf: (head: ActHead) => string,
): Promise<PlacedPage> {
  // The bound is included: the act that it names was given with the page before.
  const sk = before === undefined ? {} : { sk: { to: before } };
  const page = await headPage(world, { ...query, ...sk, limit: limit + 1 });
  const heads = page.heads.filter((head) => placeOf(head) !== before).slice(0, limit);
  const last = heads.at(-1);
  const isMore = page.next !== undefined || page.heads.length > heads.length + (before === undefined ? 0 : 1);
  return { heads, last: last && isMore ? placeOf(last) : undefined };
}

/** The body's acts, the newest first. */
export async function listActs(world: ReadWorld, request: { limit: number; after?: string }): Promise<HeadPage> {
  return headPage(world, { index: "gsi2", pk: `${world.settings.tenant}#ACTS`, ...request });
}

/** Published acts by year and number, the newest first; also those that left the albo. */
export async function listPublished(world: ReadWorld, request: { limit: number; after?: string }): Promise<HeadPage> {
  return headPage(world, { index: "gsi3", pk: `${world.settings.tenant}#PUB`, ...request });
}

async function headPage(
  world: ReadWorld,
  query: { index: "gsi2" | "gsi3"; pk: string; limit: number; after?: string; sk?: { readonly to: string } },
): Promise<HeadPage> {
  const page = await world.items.query({ ...query, order: "descending" });
  // The indexes hold keys alone: a list is of acts as they are now. One that just left is left out.
  const heads = await Promise.all(
    page.items.map((item) => loadHead(world.items, world.settings.tenant, actIdIn(item))),
  );
  return { heads: heads.filter((head) => head !== undefined), next: page.next };
}

/** `albo` ends on its day and then answers that it is over; `transparency` has its own, longer clock. */
export type Space = "albo" | "transparency";

/** A published act by its number, in one of the two spaces. Nothing is said of an act that is not published. */
export async function findPublished(
  world: ReadWorld,
  space: Space,
  year: number,
  number: number,
): Promise<Answer<{ readonly head: PublishedHead; readonly data: ActData }>> {
  const index = await world.items.get(keys.numberIndex(world.settings.tenant, year, number));
  if (typeof index?.["actId"] !== "string") return refuse(no("ACT_NOT_FOUND"));
  const published = await publishedHead(world, index["actId"], space);
  return published.ok ? answer(await publishedView(world.objects, published.value)) : published;
}

async function publishedHead(world: ReadWorld, actId: string, space: Space): Promise<Answer<PublishedHead>> {
  const head = await loadHead(world.items, world.settings.tenant, actId);
  if (head?.state !== "PUBLISHED" && head?.state !== "UNPUBLISHED" && head?.state !== "ARCHIVED")
    return refuse(no("ACT_NOT_FOUND"));
  const { albo, transparency } = head.publication;
  const to = space === "albo" ? albo.to : transparency.to;
  // The clock decides and not the sweep, so that a late sweep never keeps an act on the albo.
  if (romeDay(world.clock()) > to || head.publication.transparency.forgottenAt)
    return refuse(no("PUBLICATION_OVER", { to, office: world.settings.office }));
  // Withdrawn, and what replaces it is not there yet.
  return isShowable(head) ? answer(head) : refuse(no("ACT_NOT_FOUND"));
}

/** An attachment that is excluded, or of which only a text with omissis may be shown, is never given whole (ALL-12). */
export const isPublic = (slot: Pick<Slot, "publication">): boolean =>
  slot.publication === undefined || slot.publication === "integrale";

/** A published file of an act: the original, the copy, an attachment. */
export async function findPublishedFile(world: ReadWorld, actId: string, name: string): Promise<Answer<ActFile>> {
  const published = await publishedHead(world, actId, "transparency");
  return published.ok ? publishedFile(published.value, name) : published;
}

/** The same of an act that may be shown. */
export function publishedFile(head: PublishedHead, name: string): Answer<ActFile> {
  const attachment = head.slots.find((slot) => name === `allegato-${slot.label}`);
  // With omissis, whatever was made from the whole text stays inside: the original, its copies, the visto.
  const hidden = head.publication.rendition === "omissis" ? name !== "omissis" && !attachment : name === "omissis";
  if (hidden || (attachment && !isPublic(attachment))) return refuse(no("DOCUMENT_NOT_FOUND"));
  return actFile(head, name);
}

export type ActFile = {
  readonly bucket: "intake" | "vault";
  readonly key: string;
  readonly version: string;
  readonly sha256: string;
  readonly length: number;
  readonly type: string;
  readonly fileName: string;
};

/** `documento` (the fixed PDF), `originale` (signed), `marca` (the token over it), `copia`, `allegato-X`. */
export function actFile(head: ActHead, name: string): Answer<ActFile> {
  const stem = head.registration
    ? `determinazione-${head.registration.number}-${head.registration.year}`
    : `proposta-${head.actId}`;
  if (name === "documento" && head.mainDoc)
    return answer({ ...head.mainDoc, bucket: "vault", type: "application/pdf", fileName: `${stem}.pdf` });
  if (name === "originale" && head.signed) {
    const p7m = head.signed.kind === "cades";
    const { key, version, sha256, length } = head.signed;
    return answer({
      key,
      version,
      sha256,
      length,
      bucket: "intake",
      type: p7m ? "application/pkcs7-mime" : "application/pdf",
      fileName: `${stem}-originale.pdf${p7m ? ".p7m" : ""}`,
    });
  }
  if (name === "marca" && head.signed?.timestamp) {
    const { report: _, ...token } = head.signed.timestamp;
    return answer({
      ...token,
      bucket: "vault",
      type: "application/timestamp-token",
      fileName: `${stem}-originale.tst`,
    });
  }
  if (name === "copia" && head.copy) {
    const { key, version, sha256, length } = head.copy;
    return answer({
      key,
      version,
      sha256,
      length,
      bucket: "vault",
      type: "application/pdf",
      fileName: `${stem}-copia.pdf`,
    });
  }
  if (name === "omissis" && head.omissis?.file) {
    const { key, version, sha256, length } = head.omissis.file;
    const fileName = `${stem}-omissis.pdf`;
    return answer({ key, version, sha256, length, bucket: "vault", type: "application/pdf", fileName });
  }
  const earlier = /^copia-(\d{1,3})$/.exec(name)?.[1];
  const copy = (head.earlierCopies ?? []).find((one) => (one.revision ?? 1) === Number(earlier));
  if (earlier && copy) {
    const { key, version, sha256, length } = copy;
    const fileName = `${stem}-copia-revisione-${earlier}.pdf`;
    return answer({ key, version, sha256, length, bucket: "vault", type: "application/pdf", fileName });
  }
  const signed = laterSigned(head, name);
  if (signed) return answer(signed);
  const label = /^allegato-([A-Z]{1,2}\d{0,2})$/.exec(name)?.[1];
  const file = head.slots.find((slot) => slot.label === label)?.file;
  if (!label || !file) return refuse(no("DOCUMENT_NOT_FOUND"));
  const { key, version, sha256, length, type, fileName } = file;
  return answer({ key, version, sha256, length, bucket: "intake", type, fileName: `allegato-${label}-${fileName}` });
}

/** `da-firmare` (what the next of several signatories signs) and `visto-N` (the financial office's signed statement). */
function laterSigned(head: ActHead, name: string): ActFile | undefined {
  const nth = /^visto-(\d{1,2})$/.exec(name)?.[1];
  const visto = nth === undefined ? undefined : head.visti?.[Number(nth) - 1];
  const file = visto ?? (name === "da-firmare" ? head.signatures?.at(-1) : undefined);
  if (!file) return undefined;
  const { key, version, sha256, length, kind } = file;
  const type = kind === "cades" ? "application/pkcs7-mime" : "application/pdf";
  const own = visto && head.registration ? vistoName(head.registration, visto) : undefined;
  const fileName = own ?? `proposta-${head.actId}-da-firmare.pdf${kind === "cades" ? ".p7m" : ""}`;
  return { key, version, sha256, length, bucket: "intake", type, fileName };
}

const fingerprintEntry = z.object({
  sha256: z.string(),
  name: z.string(),
  of: z.string(),
  number: z.int(),
  year: z.int(),
  actId: z.string(),
});
/** Where a published fingerprint was found. `of` is `file`, or `content` for what a signed envelope holds. */
export type FingerprintEntry = z.infer<typeof fingerprintEntry>;

/** Published fingerprints that begin with five hex digits. Whoever asks does not say which one they hold. */
export async function fingerprintsByPrefix(
  world: ReadWorld,
  prefix: string,
): Promise<Answer<readonly FingerprintEntry[]>> {
  if (!/^[0-9A-F]{5}$/.test(prefix))
    return refuse(
      no("REQUEST_NOT_VALID", {
        field: "prefix",
        value: prefix,
        expectation: "5 cifre esadecimali maiuscole / 5 hexadecimal digits in upper case",
      }),
    );
  const entries: FingerprintEntry[] = [];
  for await (const item of allItems(world.items, { pk: `${world.settings.tenant}#PFP#${prefix}` }))
    entries.push(fingerprintEntry.parse(item));
  return answer(entries);
}

/** The act that a verification code names. */
export async function findByCode(world: ReadWorld, code: string): Promise<Answer<PublishedHead>> {
  if (!/^[0-9A-Z]{4}-[0-9A-Z]{4}$/i.test(code)) return refuse(no("ACT_NOT_FOUND"));
  const item = await world.items.get(keys.verificationCode(world.settings.tenant, code.toUpperCase()));
  if (typeof item?.["actId"] !== "string") return refuse(no("ACT_NOT_FOUND"));
  const published = await publishedHead(world, item["actId"], "transparency");
  return published.ok ? answer((await publishedView(world.objects, published.value)).head) : published;
}

/** Today in Rome, by the body's clock. */
export const romeToday = (world: Pick<World, "clock">): string => romeDay(world.clock());
