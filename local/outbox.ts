import { handle as assignNumber } from "../functions/assign-number/handle.ts";
import { handle as attachmentArrived } from "../functions/attachment-arrived/handle.ts";
import { handle as publishAct } from "../functions/publish-act/handle.ts";
import { handle as renderAct } from "../functions/render-act/handle.ts";
import { handle as sealCopy } from "../functions/seal-copy/handle.ts";
import { handle as sendNotices } from "../functions/send-notices/handle.ts";
import {
  arrivedUploads,
  askEvidenceAgain,
  type BatchAnswer,
  drawPreview,
  dueEvents,
  duePreviews,
  forgetExpired,
  indexPublishedActs,
  type Journal,
  lookAtDueSteps,
  makeDuePacks,
  noJournal,
  type ObjectRef,
  type OutboxEvent,
  publishOpenData,
  recordOf,
  type StreamEvent,
  sendAccessMails,
  sendDueWebhooks,
  type Target,
  takeDownExpired,
  targetsOf,
  type World,
} from "../shared/workflow/index.ts";
import { openLogFeed, stampLog } from "../shared/workflow/log.ts";

export type Told = (fault: unknown, about: string) => void;

/** The functions that consume events, the very handlers that Lambda runs, called in process. */
function consumers(world: World, told: Told): Record<Target, (batch: StreamEvent) => Promise<BatchAnswer>> {
  type About = Pick<OutboxEvent, "actId"> & { readonly type: string };
  const deps = { ...world, told: (fault: unknown, { type, actId }: About) => told(fault, `${type} ${actId}`) };
  return {
    renderer: renderAct(deps),
    mailer: sendNotices(deps),
    registrar: assignNumber(deps),
    sealer: sealCopy(deps),
    publisher: publishAct(deps),
  };
}

export type Outbox = {
  /**
   * Delivers what is due now, once; what follows from it is due in the next round. Answers how many deliveries were
   * tried; an upload whose function failed is not counted, so that nobody waits for it by asking again and again.
   */
  readonly round: () => Promise<number>;
  /** Delivers whatever is due, again and again until nothing is. Answers how many deliveries were tried. */
  readonly drain: () => Promise<number>;
  /** Delivers from now on, every `everyMs` and when woken. */
  readonly start: (everyMs: number) => void;
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
};

/** How far the public log is behind: told with each batch, which here follows each event, it would be all that is said. */
function onceAMinute({ journal = noJournal, clock }: Pick<World, "journal" | "clock">): Journal {
  let toldAt = Number.NEGATIVE_INFINITY;
  return {
    tell: (code, fields) => journal.tell(code, fields),
    measure(metric, value) {
      const now = Date.parse(clock());
      if (now - toldAt < 60_000) return;
      toldAt = now;
      journal.measure(metric, value);
    },
  };
}

/**
 * The embedded run's event source: the durable outbox itself. Events are found in the table and uploads in the store,
 * so nothing is held in memory that a kill could lose.
 */
export function openOutbox(world: World, told: Told): Outbox {
  const functions = consumers(world, told);
  const arrived = attachmentArrived({ ...world, intakeBucket: "intake" });
  const feed = world.log && openLogFeed({ ...world, log: world.log, journal: onceAMinute(world) });
  let running: Promise<number> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const receive = async (ref: ObjectRef): Promise<boolean> => {
    try {
      await arrived({
        Records: [{ s3: { bucket: { name: "intake" }, object: { key: ref.key, versionId: ref.version } } }],
      });
      return true;
    } catch (fault) {
      told(fault, `upload ${ref.key}`);
      return false;
    }
  };
  /** Somebody looks at the page and waits: before everything else. */
  const draw = async (): Promise<number> => {
    let drawn = 0;
    for (const request of await duePreviews(world))
      try {
        drawn += (await drawPreview(world, request)) ? 1 : 0;
      } catch (fault) {
        told(fault, `act.preview ${request.actId}`);
      }
    return drawn;
  };
  let toldOfLog = Number.NEGATIVE_INFINITY;
  /** What stops the log stops it in every round: it is told once a minute. */
  const logFault = (fault: unknown): void => {
    const now = Date.parse(world.clock());
    if (now - toldOfLog < 60_000) return;
    toldOfLog = now;
    told(fault, "log");
  };
  let stampsFrom = Number.NEGATIVE_INFINITY;
  /** A timestamp a day over the log; an authority that does not answer is asked again after ten minutes. */
  const stamp = async (): Promise<void> => {
    const now = Date.parse(world.clock());
    if (!feed || !world.timestamps || now < stampsFrom) return;
    stampsFrom = now + 600_000;
    await stampLog(world);
  };
  /** What just happened comes into the public log; a log that cannot be written holds up no act. */
  const log = async (events: readonly OutboxEvent[]): Promise<void> => {
    feed?.tell(events.map(({ actId }) => actId));
    await feed?.extend().catch(logFault);
    await stamp().catch(logFault);
  };
  const once = async (): Promise<number> => {
    const drawn = await draw();
    const uploads = await arrivedUploads(world);
    const events = await dueEvents(world);
    let received = 0;
    for (const ref of uploads) received += (await receive(ref)) ? 1 : 0;
    for (const event of events)
      for (const target of targetsOf(event.type))
        await functions[target]({ Records: [recordOf(event, world.clock())] });
    const takenDown = (await takeDownExpired(world)) + (await forgetExpired(world));
    const indexed = await indexPublishedActs(world);
    await publishOpenData(world);
    const { reminded, expired } = await lookAtDueSteps(world);
    const askedAgain = await askEvidenceAgain(world);
    const hooks = await sendDueWebhooks(world);
    const packed = await makeDuePacks(world);
    const invited = await sendAccessMails(world);
    await log(events);
    const worked = [drawn, received, events.length, takenDown, indexed, reminded, expired, askedAgain, hooks, packed];
    return worked.reduce((sum, one) => sum + one, invited);
  };
  const untilIdle = async (): Promise<number> => {
    let tried = 0;
    // Bounded, should something stay due for ever: the next round of the timer goes on.
    for (let rounds = 0; rounds < 50; rounds += 1) {
      const did = await once();
      if (did === 0) break;
      tried += did;
    }
    return tried;
  };
  // One after the other: two that deliver the same event at once would both do its work.
  const inTurn = (work: () => Promise<number>) => (): Promise<number> => {
    running = (running ?? Promise.resolve(0)).catch(() => 0).then(work);
    return running;
  };
  const drain = inTurn(untilIdle);
  const quietly = () => {
    drain().catch((fault) => told(fault, "outbox"));
  };
  return {
    round: inTurn(once),
    drain,
    start: (everyMs) => {
      timer = setInterval(quietly, everyMs);
      quietly();
    },
    wake: quietly,
    stop: async () => {
      clearInterval(timer);
      await running?.catch(() => 0);
    },
  };
}
