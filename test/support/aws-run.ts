import { handle as assignNumber } from "../../functions/assign-number/handle.ts";
import { handle as attachmentArrived } from "../../functions/attachment-arrived/handle.ts";
import { handle as dispatch } from "../../functions/dispatch/handle.ts";
import { handle as publishAct } from "../../functions/publish-act/handle.ts";
import { handle as renderAct } from "../../functions/render-act/handle.ts";
import { handle as sealCopy } from "../../functions/seal-copy/handle.ts";
import { handle as sendNotices } from "../../functions/send-notices/handle.ts";
import {
  arrivedUploads,
  type BatchAnswer,
  fromObjectQueue,
  fromQueue,
  noJournal,
  type OutboxEvent,
  type QueuedEvent,
  type QueueEvent,
  type QueueMessage,
  type Target,
  toldTo,
  type World,
} from "../../shared/workflow/index.ts";
import { arrivedEvent, queueEvent, queueMessage, streamEvent, streamRecord } from "./aws-events.ts";
import { dumpItems, type TestWorld } from "./world.ts";

type Consumer = (event: QueueEvent) => Promise<BatchAnswer>;

/** What the run does to what AWS promises only at least once and in no order. */
export type Weather = {
  /** How often each message and each record of the stream comes. */
  readonly times: number;
  /** The order in which messages of a standard queue come. */
  readonly shuffle: (messages: readonly QueueMessage[]) => readonly QueueMessage[];
  /** Whether a queue does not take an event this time. */
  readonly refuses: (target: Target, event: QueuedEvent) => boolean;
};

const fair: Weather = { times: 1, shuffle: (messages) => messages, refuses: () => false };

export const intakeBucket = "visto-intake-111122223333";

/** The function of the intake, as `lambda.ts` composes it. */
export const intakeOf = (world: World, told: (fault: unknown, about: string) => void): Consumer =>
  fromObjectQueue(attachmentArrived({ ...world, intakeBucket }), told);

function consumersOf(world: World, told: (fault: unknown, about: string) => void): Readonly<Record<Target, Consumer>> {
  type About = Pick<OutboxEvent, "actId"> & { readonly type: string };
  const deps = { ...world, told: (fault: unknown, { type, actId }: About) => told(fault, `${type} ${actId}`) };
  return {
    renderer: fromQueue(renderAct(deps), told),
    mailer: fromQueue(sendNotices(deps), told),
    registrar: fromQueue(assignNumber(deps), told),
    sealer: fromQueue(sealCopy(deps), told),
    publisher: fromQueue(publishAct(deps), told),
  };
}

/**
 * The same world, delivered as AWS delivers: uploads by S3's messages through a queue, the outbox by the table's stream,
 * the dispatcher and a FIFO queue for each consumer. Nothing of the embedded outbox runs.
 */
export function onAws(test: TestWorld, weather: Partial<Weather> = {}): TestWorld & { readonly calls: () => number } {
  const { times, shuffle, refuses } = { ...fair, ...weather };
  const journaled = toldTo(test.world.journal ?? noJournal);
  const told = (fault: unknown, about: string) => {
    test.faults.push(`${about}: ${fault}`);
    journaled(fault, about);
  };
  const intake = intakeOf(test.world, told);
  const consumers = consumersOf(test.world, told);
  let calls = 0;
  const repeated = <T>(all: readonly T[]): T[] => all.flatMap((one) => Array.from({ length: times }, () => one));

  async function receive(): Promise<number> {
    const arrived = await arrivedUploads(test.world);
    const messages = arrived.map(({ key, version }, at) =>
      queueMessage(`s3-${at}`, arrivedEvent(intakeBucket, key, version)),
    );
    if (messages.length > 0) await intake(queueEvent(...shuffle(repeated(messages))));
    return arrived.length;
  }

  async function deliver(): Promise<number> {
    const waiting = dumpItems(test.dir).filter((item) => item.sk.startsWith("AUD#") && "gsi5pk" in item);
    const records = waiting.map((item) => streamRecord(item, `${item["seq"]}`.padStart(6, "0")));
    const queues = new Map<Target, QueueMessage[]>();
    const send = (target: Target, events: readonly QueuedEvent[]) => {
      const taken = events.filter((event) => !refuses(target, event));
      const messages = taken.map(({ id, group, body }) => queueMessage(id, JSON.parse(body), group));
      queues.set(target, [...(queues.get(target) ?? []), ...messages]);
      return Promise.resolve(events.filter((event) => !taken.includes(event)).map(({ id }) => id));
    };
    let left = repeated(records);
    // As a stream does: what is reported comes again, with all that follows it.
    for (let tries = 0; left.length > 0 && tries < 5; tries += 1) {
      const { batchItemFailures } = await dispatch({ clock: test.world.clock, queues: { send } })(streamEvent(...left));
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      left = left.slice(left.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? "")));
      if (failed.size === 0) left = [];
    }
    for (const [target, messages] of queues) {
      calls += 1;
      await consumers[target](queueEvent(...repeated(messages)));
    }
    return [...queues.values()].flat().length;
  }

  const drain = async () => {
    let all = 0;
    for (let round = 0; round < 60; round += 1) {
      const done = (await receive()) + (await deliver());
      if (done === 0) return all;
      all += done;
    }
    throw new Error(`deliveries do not end: ${test.faults.join("; ")}`);
  };
  return { ...test, outbox: { ...test.outbox, drain, round: drain }, calls: () => calls };
}
