// Each recipient has a delivery of their own: one address that does not exist holds up nobody, and is seen on the act.
import { describe, expect, it } from "vitest";
import {
  type ChosenStep,
  keys,
  type Mail,
  MailRefused,
  recordBounce,
  requestLinks,
  retryDelivery,
  submitAct,
  undeliveredMails,
} from "../../shared/workflow/index.ts";
import { anAct } from "../support/acts.ts";
import {
  acknowledgeAll,
  headOf,
  must,
  officer,
  ready,
  rup,
  signatory,
  stateOf,
  submitted,
} from "../support/journey.ts";
import { dumpItems, openTestWorld, type TestWorld } from "../support/world.ts";

const minute = 60_000;

/** A world whose mail answers as the test says; what it takes lands in the spool. */
async function withMail(answer: (to: string) => Error | undefined): Promise<TestWorld> {
  return openTestWorld({
    wrap: (world) => {
      const mail: Mail = {
        send: async (message) => {
          const fault = answer(message.to.email);
          if (fault) throw fault;
          await world.mail.send(message);
        },
      };
      return { ...world, mail };
    },
  });
}

const undelivered = async (test: TestWorld, actId: string) => undeliveredMails(test.world, await headOf(test, actId));

describe("a mail", () => {
  it("to an address that does not exist is tried once, shown on the act, and mended by sending again", async () => {
    let isWrong = true;
    let tries = 0;
    const test = await withMail(() => {
      tries += 1;
      return isWrong ? new MailRefused("SMTP 550") : undefined;
    });
    const actId = await submitted(test, anAct());
    expect(await undelivered(test, actId)).toMatchObject([
      { name: "Carla Modello", state: "FAILED", status: "SMTP 550", kind: "da-approvare" },
    ]);
    test.clock.forward(60 * minute);
    await test.outbox.drain();
    expect([tries, test.faults]).toEqual([1, []]);
    expect(dumpItems(test.dir).filter((item) => "gsi5pk" in item)).toEqual([]);
    isWrong = false;
    must(await requestLinks(test.world, { actId, by: officer }));
    await test.outbox.drain();
    expect(await undelivered(test, actId)).toEqual([]);
    expect(await stateOf(test, actId)).toBe("IN_APPROVAL");
  });

  it("that the server may take later waits with its next try, and the item names nobody's address", async () => {
    const test = await withMail(() => new Error("posta non consegnata: EENVELOPE 451"));
    const actId = await submitted(test, anAct());
    expect(await undelivered(test, actId)).toMatchObject([{ name: "Carla Modello", state: "WAITING", attempts: 1 }]);
    const stored = dumpItems(test.dir).filter((item) => item.sk.startsWith("DLV#link#"));
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain("@");
  });

  it("that bounces hours later is shown on the act; a bounce of a mail that is not ours changes nothing", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, anAct());
    const [mail] = await test.spool.list();
    expect(await undelivered(test, actId)).toEqual([]);
    test.clock.forward(120 * minute);
    for (const message of ["", "01KNESSUNO", "../x", `${mail?.id}X`])
      expect(await recordBounce(test.world, { message, status: "5.1.1" })).toBe(false);
    expect(await recordBounce(test.world, { message: mail?.id ?? "", status: "5.1.1" })).toBe(true);
    expect(await undelivered(test, actId)).toMatchObject([{ name: "Carla Modello", state: "FAILED", status: "5.1.1" }]);
    must(await requestLinks(test.world, { actId, by: officer }));
    await test.outbox.drain();
    // The earlier mail's bounce says nothing of the newer one.
    expect(await undelivered(test, actId)).toEqual([]);
  });
});

/** The mails of one step, whose two people are asked at once. */
async function twoAsked(test: TestWorld): Promise<string> {
  const actId = await ready(test, anAct());
  await acknowledgeAll(test, actId);
  const who = ["carla.modello", "dario.campione"];
  const route: ChosenStep[] = [
    { from: 0, kind: "approval", role: "Responsabile unico del progetto", who },
    { from: 1, kind: "signature", role: "Responsabile del provvedimento", who: [signatory.who] },
  ];
  must(await submitAct(test.world, { actId, by: officer, route }));
  await test.outbox.drain();
  return actId;
}

const deliveries = (test: TestWorld) => dumpItems(test.dir).filter((item) => item.sk.startsWith("DLV#"));
const entriesWithMail = (test: TestWorld) => dumpItems(test.dir).filter((item) => "mailed" in item);

describe("that a mail was sent", () => {
  it("is told by its event's entry, with the note that the event was delivered", async () => {
    const test = await openTestWorld();
    await submitted(test, anAct());
    const [mail] = await test.spool.list();
    expect(deliveries(test)).toEqual([]);
    expect(entriesWithMail(test)).toMatchObject([
      { type: "act.step-opened.v1", mailed: mail?.id, delivery: { who: rup.who, kind: "da-approvare" } },
    ]);
  });

  it("has an item where another mail of the event follows, and each of the two can bounce", async () => {
    const test = await openTestWorld();
    const actId = await twoAsked(test);
    const asked = (await test.spool.list()).filter((mail) => mail.about.kind === "da-approvare");
    expect([asked.length, deliveries(test).length, entriesWithMail(test).length]).toEqual([2, 1, 1]);
    for (const { id } of asked) expect(await recordBounce(test.world, { message: id, status: "5.1.1" })).toBe(true);
    for (const { id } of asked) expect(await recordBounce(test.world, { message: id, status: "5.2.2" })).toBe(true);
    expect((await undelivered(test, actId)).map(({ name, state, status }) => [name, state, status]).sort()).toEqual([
      ["Carla Modello", "FAILED", "5.2.2"],
      ["Dario Campione", "FAILED", "5.2.2"],
    ]);
    expect(entriesWithMail(test)).toEqual([]);
  });

  it("is noted before the event comes again for somebody else's, and nobody is written to twice", async () => {
    const sentTo: string[] = [];
    let isDown = true;
    const test = await withMail((to) => {
      if (isDown && to.startsWith("dario")) return new Error("451");
      sentTo.push(to);
      return undefined;
    });
    const actId = await twoAsked(test);
    expect(
      deliveries(test)
        .map((item) => item["state"])
        .sort(),
    ).toEqual(["SENT", "WAITING"]);
    isDown = false;
    test.clock.forward(60 * minute);
    await test.outbox.drain();
    expect(sentTo).toEqual([rup.email, expect.stringMatching(/^dario/)]);
    expect(await undelivered(test, actId)).toEqual([]);
  });

  it("is forgotten with a bounce: whoever tries again at the desk sends it anew", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, anAct());
    const [mail] = await test.spool.list();
    await recordBounce(test.world, { message: mail?.id ?? "", status: "5.1.1" });
    const [failed] = await undelivered(test, actId);
    const { event = "", target = "" } = failed ?? {};
    expect(must(await retryDelivery(test.world, { event, target, by: officer }))).toEqual({ tried: true });
    await test.outbox.drain();
    expect([await test.spool.list(), await undelivered(test, actId)]).toMatchObject([{ length: 2 }, []]);
    expect([deliveries(test), entriesWithMail(test).length]).toEqual([[], 1]);
  });

  it("stood in two items before, and the bounce of such a mail is still known", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, anAct());
    const [entry] = entriesWithMail(test);
    if (!entry) throw new Error("no mail");
    const { target, ...delivery } = entry["delivery"] as { target: string; who: string };
    const key = keys.delivery(String(entry["id"]), target);
    const message = "01KD7SE570JY2B4KZ3FVQ8M2RT";
    await test.world.items.transact([
      { put: { ...key, ...delivery, state: "SENT", status: "", attempts: 1, message, actId } },
      { put: { ...keys.message(message), delivery: key } },
      { update: { pk: entry.pk, sk: entry.sk }, remove: ["delivery", "mailed"] },
    ]);
    expect(await undelivered(test, actId)).toEqual([]);
    expect(await recordBounce(test.world, { message, status: "5.1.1" })).toBe(true);
    expect(await undelivered(test, actId)).toMatchObject([{ name: "Carla Modello", state: "FAILED" }]);
  });
});

describe("the words of a mail", () => {
  it("are the same in text and HTML, and hold no subject, amount, image, script or address of anybody else", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, anAct({ subject: "Affidamento <b>alla</b> ditta Riservata" }));
    const [mail] = await test.spool.list();
    const { text = "", html = "", subject = "" } = mail ?? {};
    const { manifestDigest = "" } = await headOf(test, actId);
    for (const words of [text, html, subject]) expect(words).not.toMatch(/Riservata|€|EUR|SMP|MDL/);
    expect(html).not.toMatch(/<img|<script|<link|<style|src=|@import|url\(/i);
    const addresses = [...`${text} ${html}`.matchAll(/https?:\/\/[^\s"<]+/g)].map(
      ([address]) => new URL(address).origin,
    );
    expect(new Set(addresses)).toEqual(new Set([test.world.settings.baseUrl]));
    for (const words of [text, html]) {
      expect(words).toContain(manifestDigest.slice(0, 16));
      expect(words).toContain("Aprire il collegamento non approva nulla");
      expect(words).toContain("non sostituisce la sottoscrizione dell");
      expect(words).toContain("TEST MESSAGE");
      expect(words).toMatch(/\/f#[\w-]{43}/);
    }
    expect(html).toContain('<div lang="en">');
    expect(mail?.to.email).toBe(rup.email);
  });
});
