// Each recipient has a delivery of their own: one address that does not exist holds up nobody, and is seen on the act.
import { describe, expect, it } from "vitest";
import { type Mail, MailRefused, recordBounce, requestLinks, undeliveredMails } from "../../shared/workflow/index.ts";
import { anAct } from "../support/acts.ts";
import { headOf, must, officer, rup, stateOf, submitted } from "../support/journey.ts";
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
