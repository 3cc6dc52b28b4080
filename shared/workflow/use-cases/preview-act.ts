import { type ActHead, romeDay, sha256Of } from "../../act/index.ts";
import type { RenderOutcome } from "../../pdf/index.ts";
import { base64Of, bytesOfBase64 } from "../model/base64.ts";
import { loadHead } from "../model/commit.ts";
import { dueItems } from "../model/due-items.ts";
import { duePk, shardOf } from "../model/keys.ts";
import {
  type Preview,
  previewKey,
  previewLimits,
  previewMinutes,
  previewPartKey,
  previewSchema,
  printedOf,
  readPreviewItem,
} from "../model/preview-items.ts";
import { type Answer, answer, no, refuse, type WorkflowRefusal } from "../model/refusals.ts";
import { readActData, withFingerprints } from "../model/stored-data.ts";
import { later, minute, ttlAfter } from "../model/ttl.ts";
import type { Value } from "../ports/items.ts";
import type { World } from "../world.ts";

type AskWorld = Pick<World, "settings" | "items" | "clock" | "newId">;
type ReadWorld = Pick<World, "settings" | "items" | "clock">;
type DrawWorld = ReadWorld & Pick<World, "objects" | "renderer">;

/** What a request for a preview is known by; the item holds the rest. */
export type PreviewRequest = { readonly actId: string; readonly who: string; readonly previewId: string };

/** What fails this often, whether an event is lost or the function falls over, is not a matter of luck. */
const mostNudges = 3;

const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as { [name: string]: Value };

/** Why an act has no preview: what will be signed is a file already, or the text is not the officer's to change now. */
export function previewRefusal(head: ActHead): WorkflowRefusal | undefined {
  if (head.document) return no("PREVIEW_IS_THE_FILE");
  const isOpen = ["DRAFT", "ATTACHMENTS_PENDING", "READY", "BLOCKED", "RETURNED", "REJECTED"].includes(head.state);
  return isOpen && !head.submission ? undefined : no("PREVIEW_OVER");
}

/**
 * Asks for the act's pages as they would be printed now. They are drawn behind the outbox ({@link drawPreview}) and
 * forgotten after half an hour; whoever asks again for the same text gets what there is.
 */
export async function askPreview(
  world: AskWorld,
  { actId, by }: { readonly actId: string; readonly by: string },
): Promise<Answer<Preview>> {
  const { tenant } = world.settings;
  const head = await loadHead(world.items, tenant, actId);
  if (!head) return refuse(no("ACT_NOT_FOUND"));
  const refusal = previewRefusal(head);
  if (refusal) return refuse(refusal);
  const at = world.clock();
  const key = previewKey(tenant, actId, by);
  const earlier = await readPreviewItem(world.items, key, at);
  const of = printedOf(head);
  if (earlier && earlier.of === of && isGood(earlier, at)) return answer(earlier);
  const expiresAt = later(at, previewMinutes.shown * minute);
  const preview: Preview = {
    previewId: world.newId(),
    actId,
    who: by,
    at,
    expiresAt,
    rev: head.rev,
    of,
    state: "ASKED",
  };
  const due = { due: "preview", gsi4pk: duePk(shardOf(preview.previewId)), gsi4sk: `${at}#${preview.previewId}` };
  const written = await world.items.transact([{ put: { ...key, ...json(preview), ...due, ...ttlAfter(expiresAt) } }]);
  if (!written.ok) throw new Error(`preview of act ${actId}: ${written.reason}`);
  return answer(preview);
}

/** A request that nobody answered is made anew after a minute; a fault of ours at once. */
const isGood = ({ state, at }: Preview, now: string) =>
  state === "ASKED" ? now < later(at, previewMinutes.asked * minute) : state !== "FAILED";

/** A person's preview, and whether the act has changed since; nothing where its time is over. */
export async function readPreview(
  world: ReadWorld,
  head: ActHead,
  who: string,
): Promise<{ readonly preview: Preview; readonly stale: boolean } | undefined> {
  const preview = await readPreviewItem(world.items, previewKey(world.settings.tenant, head.actId, who), world.clock());
  return preview && { preview, stale: preview.of !== printedOf(head) };
}

/** The PDF of a preview that is ready. `undefined` when its parts are gone already. @throws when they are not its own */
export async function previewBytes(world: ReadWorld, preview: Preview): Promise<Uint8Array | undefined> {
  const bytes = new Uint8Array(preview.length ?? 0);
  let at = 0;
  for (let n = 0; n < (preview.parts ?? 0); n += 1) {
    const item = await world.items.get(previewPartKey(world.settings.tenant, preview.previewId, n));
    if (typeof item?.["bytes"] !== "string") return undefined;
    const part = bytesOfBase64(item["bytes"]);
    bytes.set(part, at);
    at += part.length;
  }
  if (sha256Of(bytes) !== preview.sha256) throw new Error(`preview ${preview.previewId} is not the one that was drawn`);
  return bytes;
}

/** Requests that wait, for the embedded run; on AWS the table's stream tells of each. */
export async function duePreviews(world: Pick<World, "items" | "clock">): Promise<PreviewRequest[]> {
  const due: PreviewRequest[] = [];
  for await (const item of dueItems(world, "preview")) due.push(previewSchema.parse(item));
  return due;
}

/**
 * Writes to each request that nobody answered within a minute, so that the table's stream tells of it again, three times;
 * then it says that it failed, and whoever waits may ask anew. The embedded run draws what is due itself. Answers how many.
 */
export async function nudgeDuePreviews(world: ReadWorld): Promise<number> {
  const now = world.clock();
  let nudged = 0;
  for await (const item of dueItems(world, "preview")) {
    const { previewId, at, expiresAt } = previewSchema.parse(item);
    if (now < later(at, previewMinutes.asked * minute) || expiresAt <= now) continue;
    const { pk, sk } = item;
    const waits = { all: [{ attr: "previewId", op: "=", value: previewId }, { exists: "gsi4pk" }] } as const;
    const isOver = Number(item["nudges"] ?? 0) >= mostNudges;
    const written = await world.items.transact([
      isOver
        ? { update: { pk, sk }, set: { state: "FAILED" }, remove: ["due", "gsi4pk", "gsi4sk"], if: waits }
        : { update: { pk, sk }, add: { nudges: 1 }, if: waits },
    ]);
    if (written.ok) nudged += 1;
  }
  return nudged;
}

/**
 * Draws the pages of a request, with BOZZA on each. Answers whether it did; a request that was answered, replaced or
 * forgotten is left. Nobody waits for it but the person who asked, so that a fault is said and not tried again.
 *
 * @throws the fault, after the request says that there was one
 */
export async function drawPreview(world: DrawWorld, request: PreviewRequest): Promise<boolean> {
  const key = previewKey(world.settings.tenant, request.actId, request.who);
  const asked = await readPreviewItem(world.items, key, world.clock());
  if (asked?.previewId !== request.previewId || asked.state !== "ASKED") return false;
  const close = (set: Partial<Preview>) =>
    world.items.transact([
      {
        update: key,
        set: json(set),
        remove: ["due", "gsi4pk", "gsi4sk"],
        if: { attr: "previewId", op: "=", value: asked.previewId },
      },
    ]);
  try {
    await close(await drawn(world, asked));
    return true;
  } catch (fault) {
    await close({ state: "FAILED" });
    throw fault;
  }
}

async function drawn(world: DrawWorld, { actId, previewId, expiresAt }: Preview): Promise<Partial<Preview>> {
  const { settings, items, objects } = world;
  const head = await loadHead(items, settings.tenant, actId);
  if (!head) throw new Error(`act ${actId} is not there`);
  const data = withFingerprints(await readActData(objects, head), head);
  const { arms } = settings;
  const setup = { documentDate: romeDay(world.clock()), marking: "draft" as const, ...(arms ? { arms } : {}) };
  const outcome = await world.renderer.renderOriginal(data, setup);
  const about = { rev: head.rev, of: printedOf(head) };
  if (!outcome.ok) return { ...about, state: "REFUSED", refusal: said(outcome.refusal) };
  const { bytes } = outcome.rendered;
  const parts = Math.ceil(bytes.length / previewLimits.part);
  if (parts > previewLimits.parts) {
    const most = Math.floor((previewLimits.part * previewLimits.parts) / 1_000_000);
    return { ...about, state: "REFUSED", refusal: said(no("PREVIEW_TOO_LARGE", { length: bytes.length, most })) };
  }
  for (let n = 0; n < parts; n += 1) {
    const part = base64Of(bytes.subarray(n * previewLimits.part, (n + 1) * previewLimits.part));
    const put = { ...previewPartKey(settings.tenant, previewId, n), bytes: part, ...ttlAfter(expiresAt) };
    const written = await items.transact([{ put }]);
    if (!written.ok) throw new Error(`part ${n} of preview ${previewId}: ${written.reason}`);
  }
  return { ...about, state: "READY", length: bytes.length, sha256: sha256Of(bytes), parts };
}

type Why = WorkflowRefusal | Extract<RenderOutcome, { ok: false }>["refusal"];
const said = ({ code, why, details }: Why): NonNullable<Preview["refusal"]> => ({
  code,
  why,
  ...(details["field"] === undefined ? {} : { field: details["field"] }),
});
