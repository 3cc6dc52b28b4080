import { createHash } from "node:crypto";
import { type ActData, type ActHead, canonicalJson, copyRevision, type Json } from "../../shared/act/index.ts";
import { createAct, loadHead, readAct, type WorkflowRefusal } from "../../shared/workflow/index.ts";
import type { DemoDesk } from "./open-demo.ts";
import { type DemoAct, nextByPeople, openVistoOf, type Turn } from "./people-turn.ts";

/** What the demo goes through, in order, as it is told. */
export const stages = [
  "start",
  "draft",
  "attachments",
  "submission",
  "rendering",
  "approval",
  "signature",
  "number",
  "seal",
  "publication",
  "done",
] as const;
export type Stage = (typeof stages)[number];

export type JourneyOptions = {
  readonly onStage?: (stage: Stage) => void;
  /** Ends the journey early. */
  readonly isFarEnough?: (head: ActHead) => boolean;
};

/** Where the journey ended, and why it did not go on when somebody was told no. */
export type JourneyEnd = {
  /** Absent when not even a draft could be made. */
  readonly head: ActHead | undefined;
  readonly refusal?: WorkflowRefusal;
};

/** The same act has the same id, so that a demo that was killed goes on with its own act. */
export const demoActId = (data: ActData): string =>
  createHash("sha256")
    .update(canonicalJson(JSON.parse(JSON.stringify(data)) as Json))
    .digest("hex")
    .slice(0, 26)
    .toUpperCase();

/** So many turns without any change of the act, half a second apart, and nothing more will come. */
const patience = 240;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Takes an act from the officer's desk to the portal, by the same use cases as the pages, wherever it stood when it
 * began. Each turn reads where the act stands and lets the functions do what is due; when nothing is, the people do the
 * next thing. Nothing is remembered from turn to turn, so that a kill at any moment only means to begin again.
 *
 * @returns where it is published, or stands where only a person could go on (BLOCKED, say).
 * @throws when nothing moves any more although something should.
 */
export async function runJourney(demo: DemoDesk, act: DemoAct, options: JourneyOptions = {}): Promise<JourneyEnd> {
  const { items, settings } = demo.world;
  const actId = demoActId(act.data);
  let before = "";
  let still = 0;
  while (still < patience) {
    const head = await loadHead(items, settings.tenant, actId);
    if (head && isOver(head)) return settle(demo, head, options);
    if (head && options.isFarEnough?.(head)) return { head };
    options.onStage?.(head ? stageOf(head) : "draft");
    const standing = standingOf(head);
    if (standing !== before) still = 0;
    before = standing;
    if ((await demo.outbox.round()) > 0) continue;
    still += 1;
    const turn = head ? await nextByPeople(demo, act, head, still - 1) : await draft(demo, act, actId);
    if (turn === "waiting") await pause(500);
    else if (turn !== "done") return { head, ...turn };
  }
  throw new Error(`l'atto ${actId} non avanza / the act does not move: ${await whatHoldsUp(demo, actId)}`);
}

async function draft(demo: DemoDesk, act: DemoAct, actId: string): Promise<Turn> {
  const created = await createAct(demo.world, { by: act.officer, data: act.data, actId });
  return created.ok ? "done" : { refusal: created.refusal };
}

/** Published, and executive or beyond what the demo's people can do about that. */
const isOver = (head: ActHead) =>
  head.state === "UNPUBLISHED" || (head.state === "PUBLISHED" && !openVistoOf(head) && !copyIsDue(head));

const copyIsDue = (head: ActHead) => (head.copy?.revision ?? 1) < copyRevision(head) && !head.sealError;

function stageOf(head: ActHead): Stage {
  switch (head.state) {
    case "ATTACHMENTS_PENDING":
    case "BLOCKED":
      return "attachments";
    case "READY":
      return head.submission ? "rendering" : "submission";
    case "IN_APPROVAL":
      return "approval";
    case "APPROVED":
      return "signature";
    case "SIGNED":
      return "number";
    case "NUMBERED":
      return "seal";
    case "SEALED":
    case "PUBLISHED":
      return "publication";
    default:
      return "draft";
  }
}

/** What changes when the act gets on; a failure that is noted on the act again and again is no progress. */
function standingOf(head: ActHead | undefined): string {
  if (!head) return "";
  const open = head.route.find((step) => step.state === "OPEN")?.n ?? 0;
  return JSON.stringify([
    head.state,
    head.rev,
    head.submission !== undefined,
    open,
    head.slots.map((one) => one.state),
  ]);
}

/** After publication: the last notices are sent. One that is put off is waited for, within reason. */
async function settle(demo: DemoDesk, head: ActHead, options: JourneyOptions): Promise<JourneyEnd> {
  options.onStage?.("publication");
  for (let still = 0; still < 60; still += 1) {
    await demo.outbox.drain();
    if ((await undelivered(demo, head.actId)).length === 0) break;
    await pause(500);
  }
  options.onStage?.("done");
  return { head: (await loadHead(demo.world.items, head.tenant, head.actId)) ?? head };
}

async function undelivered(demo: DemoDesk, actId: string) {
  const view = await readAct(demo.world, actId);
  return view.ok ? view.value.history.filter((entry) => entry.undelivered) : [];
}

async function whatHoldsUp(demo: DemoDesk, actId: string): Promise<string> {
  const problems = (await undelivered(demo, actId)).map((entry) => `${entry.type}: ${entry.problem ?? "…"}`);
  return problems.join("; ") || "nessun evento in attesa / no event waits";
}
