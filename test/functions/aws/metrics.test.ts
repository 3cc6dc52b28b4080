// Proves that every number an alarm watches is written by the code path that it is about, in the form that CloudWatch reads.
import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { handle as extendLog } from "../../../functions/extend-log/handle.ts";
import { handle as mailFeedback } from "../../../functions/mail-feedback/handle.ts";
import { measureSeal } from "../../../functions/seal-copy/handle.ts";
import { handle as sweep } from "../../../functions/sweep/handle.ts";
import { type AlarmSpec, alarms } from "../../../infra/alarms.ts";
import { namespace } from "../../../infra/constructs/watch.ts";
import { metricNamespace } from "../../../shared/adapters/aws/emf-journal.ts";
import { MailRefused, type MetricName, metricCatalogue, type World } from "../../../shared/workflow/index.ts";
import { actWith, aFile, anAct } from "../../support/acts.ts";
import { awsEvent, queueEvent, queueMessage, streamEvent, streamRecord } from "../../support/aws-events.ts";
import { onAws } from "../../support/aws-run.ts";
import { openJournal } from "../../support/journal.ts";
import { approved, draft, officer, send, sendSigned, submitted } from "../../support/journey.ts";
import { testLog } from "../../support/log.ts";
import { dumpItems, openTestWorld } from "../../support/world.ts";

type Numbers = ReadonlyMap<string, readonly number[]>;

/** A world delivered as AWS delivers, that writes into a journal. */
async function heardWorld(change: (world: World) => Partial<World> = () => ({})) {
  const { heard, numbers } = openJournal();
  const test = onAws(await openTestWorld({ wrap: (world) => heard({ ...world, ...change(world) }) }));
  return { test, numbers };
}

async function anUpload(change: (world: World) => Partial<World>): Promise<Numbers> {
  const { test, numbers } = await heardWorld(change);
  const actId = await draft(test, actWith([aFile("A")]));
  await send(test, actId, "A", officer, aFile("A").bytes);
  await test.outbox.drain().catch(() => 0);
  return numbers();
}

async function aSigning(change: (world: World) => Partial<World>): Promise<Numbers> {
  const { test, numbers } = await heardWorld(change);
  const actId = await approved(test, anAct());
  await sendSigned(test, actId);
  await test.outbox.drain().catch(() => 0);
  return numbers();
}

async function feedback(name: string): Promise<Numbers> {
  const { test, numbers } = await heardWorld();
  await submitted(test, anAct());
  const [mail] = await test.spool.list();
  const event = awsEvent(name, { message: mail?.id ?? "", time: test.clock.now() });
  await mailFeedback({ ...test.world, told: () => undefined })(queueEvent(queueMessage("m1", event)));
  return numbers();
}

const broken = () => Promise.reject(new Error("no answer"));

/** What brings each number about, and what it says then. */
const drives: Readonly<Record<MetricName, { readonly drive: () => Promise<Numbers>; readonly says: unknown }>> = {
  OutboxAgeSeconds: {
    says: [1200],
    drive: async () => {
      const { test, numbers } = await heardWorld();
      await submitted(test, anAct());
      const drained = { ...test, outbox: { ...test.outbox, drain: () => Promise.resolve(0) } };
      await submitted(drained, anAct({ subject: "Un altro atto di prova" })).catch(() => undefined);
      test.clock.forward(1_200_000);
      await sweep(test.world)();
      return numbers();
    },
  },
  VerdictFaults: {
    says: expect.arrayContaining([1]),
    drive: () => anUpload((world) => ({ objects: { ...world.objects, read: broken } })),
  },
  InfectedFiles: {
    says: [1],
    drive: () => anUpload(() => ({ scans: { resultOf: () => Promise.resolve("infected") } })),
  },
  TimestampFaults: {
    says: expect.arrayContaining([1]),
    drive: () => aSigning(() => ({ timestamps: { stamp: broken } })),
  },
  SealFaults: { says: [1], drive: () => aSigning((world) => ({ seal: { ...world.seal, sign: broken } })) },
  SealCertificateDaysLeft: { says: [expect.any(Number)], drive: () => aSigning(() => ({})) },
  TrustListDaysOverdue: {
    says: [3],
    drive: async () => {
      const nextUpdate = Date.parse("2025-12-21T12:00:00Z");
      const trustedLists = { lists: [{ territory: "IT", sequence: 1, nextUpdate }] };
      const trust = { current: () => Promise.resolve({ anchors: [], lists: [], problems: [], trustedLists }) };
      const { test, numbers } = await heardWorld(
        () => ({ trust: trust as unknown as World["trust"] }) as Partial<World>,
      );
      await sweep(test.world)();
      test.clock.forward(60_000);
      await sweep(test.world)();
      return numbers();
    },
  },
  LogBehindSeconds: {
    says: [60],
    drive: async () => {
      const { test, numbers } = await heardWorld();
      await draft(test, anAct());
      test.clock.forward(60_000);
      const records = dumpItems(test.dir).map((item, at) => streamRecord(item, `${at}`));
      const extend = extendLog({ ...test.world, log: async () => testLog, told: () => undefined });
      await extend(streamEvent(...records));
      return numbers();
    },
  },
  MailBounces: { says: [1], drive: () => feedback("ses-bounce") },
  MailComplaints: { says: [1], drive: () => feedback("ses-complaint") },
};

/** Numbers that an alarm waits for and that nothing writes yet, each with the reason. */
const awaited: Readonly<Record<string, string>> = {};

describe("a number", () => {
  it.each(Object.entries(drives))("%s is written when it comes about", async (name, { drive, says }) => {
    expect((await drive()).get(name)).toEqual(says);
  });

  it("of mails counts also those that the provider refuses at once", async () => {
    const mail = { send: () => Promise.reject(new MailRefused("5.1.1")) };
    const { test, numbers } = await heardWorld(() => ({ mail }));
    await submitted(test, anAct());
    expect(numbers().get("MailBounces")).toEqual([1]);
  });

  it("of the seal's certificate is written by the clock too, where nothing is sealed", async () => {
    const { heard, numbers } = openJournal();
    const test = await openTestWorld({ wrap: heard });
    measureSeal(test.world);
    const until = Date.parse(new X509Certificate(test.world.seal.certificate).validTo);
    const days = Math.floor((until - Date.parse(test.clock.now())) / 86_400_000);
    expect(numbers().get("SealCertificateDaysLeft")).toEqual([days]);
  });

  it("that an alarm watches is in the catalogue, and the catalogue has none that nobody watches", () => {
    const watched = (alarms as readonly AlarmSpec[]).flatMap(({ watched: one }) =>
      one.by === "visto" ? [one.metric] : [],
    );
    const written = Object.keys(metricCatalogue);
    expect(watched.filter((name) => !written.includes(name))).toEqual(Object.keys(awaited));
    expect(written.filter((name) => !watched.includes(name))).toEqual([]);
  });

  it("is written where the alarms look", () => {
    expect(metricNamespace).toBe(namespace);
  });
});
