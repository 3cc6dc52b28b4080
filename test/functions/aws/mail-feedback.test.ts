// What SES tells of a mail that it took, in EventBridge's envelope: the act shows who was not reached.
import { describe, expect, it } from "vitest";
import { handle } from "../../../functions/mail-feedback/handle.ts";
import { undeliveredMails } from "../../../shared/workflow/index.ts";
import { anAct } from "../../support/acts.ts";
import { awsEvent, queueEvent, queueMessage } from "../../support/aws-events.ts";
import { headOf, submitted } from "../../support/journey.ts";
import { dumpItems, openTestWorld } from "../../support/world.ts";

async function mailed() {
  const test = await openTestWorld();
  const actId = await submitted(test, anAct());
  const [mail] = await test.spool.list();
  const message = mail?.id ?? "";
  const faults: string[] = [];
  const hear = handle({ ...test.world, told: (fault) => void faults.push(String(fault)) });
  const undelivered = async () => undeliveredMails(test.world, await headOf(test, actId));
  const said = (name: string, of = message) => awsEvent(name, { message: of, time: test.clock.now() });
  return { test, message, hear, undelivered, faults, said };
}

const done = { batchItemFailures: [] };

describe("SES tells", () => {
  it("of a bounce, three times: the act shows it once, with its code and nobody's address", async () => {
    const { test, hear, undelivered, said } = await mailed();
    const bounce = queueMessage("m1", said("ses-bounce"));
    expect(await hear(queueEvent(bounce, bounce, bounce))).toEqual(done);
    expect(await undelivered()).toMatchObject([{ name: "Carla Modello", state: "FAILED", status: "5.1.1" }]);
    const stored = dumpItems(test.dir).filter((item) => item.sk.startsWith("DLV#"));
    expect(JSON.stringify(stored)).not.toContain("@");
  });

  it("that it did not send a mail", async () => {
    const { hear, undelivered, said } = await mailed();
    expect(await hear(queueEvent(queueMessage("m1", said("ses-reject"))))).toEqual(done);
    expect(await undelivered()).toMatchObject([{ state: "FAILED", status: "Reject" }]);
  });

  it.each(["ses-complaint", "ses-delivery-delay"])("of %s, and the mail is not shown as lost", async (name) => {
    const { hear, undelivered, said } = await mailed();
    expect(await hear(queueEvent(queueMessage("m1", said(name))))).toEqual(done);
    expect(await undelivered()).toEqual([]);
  });

  it("of a mail that we have not noted yet: it comes again, and after ten minutes it is not ours", async () => {
    const { test, hear, undelivered, said } = await mailed();
    const early = queueEvent(queueMessage("m1", said("ses-bounce", "01HZZZZZZZZZZZZZZZZZZZZZZZ")));
    expect(await hear(early)).toEqual({ batchItemFailures: [{ itemIdentifier: "m1" }] });
    test.clock.forward(601_000);
    expect(await hear(early)).toEqual(done);
    expect(await undelivered()).toEqual([]);
  });

  it("of others' mails, which carry no tag of ours", async () => {
    const { hear, said, faults } = await mailed();
    const event = said("ses-bounce") as { detail: { mail: { tags?: unknown } } };
    delete event.detail.mail.tags;
    expect(await hear(queueEvent(queueMessage("m1", event)))).toEqual(done);
    expect(faults).toEqual([]);
  });

  it.each([
    ["another source", { source: "aws.s3" }],
    ["another kind of event", { detail: { eventType: "Renamed", mail: {} } }],
    ["no detail", { detail: undefined }],
  ])("gives back a message with %s, for the dead letters, and the rest of the batch is done", async (_, changed) => {
    const { hear, undelivered, said, faults } = await mailed();
    const odd = queueMessage("odd", { ...said("ses-bounce"), ...changed });
    const answer = await hear(queueEvent(odd, queueMessage("m2", said("ses-bounce"))));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "odd" }] });
    expect(faults).toHaveLength(1);
    expect(await undelivered()).toMatchObject([{ state: "FAILED" }]);
  });
});
