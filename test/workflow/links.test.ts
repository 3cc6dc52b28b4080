// The link protocol (design: workflow.md §10): a link opens and changes nothing, is spent by the decision alone, and a
// decision is about exactly what was read.

import { describe, expect, it } from "vitest";
import type { Choice } from "../../shared/act/index.ts";
import {
  completeDraft,
  createAct,
  decide,
  openLink,
  readFactorTask,
  readTask,
  recallAct,
  requestLinks,
  saveRevision,
  sendNotices,
  setSuspended,
  submitAct,
} from "../../shared/workflow/index.ts";
import { anAct } from "../support/acts.ts";
import {
  approved,
  codeOf,
  decisionOn,
  draft,
  headOf,
  must,
  newestToken,
  officer,
  openTask,
  rup,
  sendSigned,
  signatory,
  stateOf,
  submitted,
  tokens,
} from "../support/journey.ts";
import { storedDecisions } from "../support/stored-decisions.ts";
import { dumpItems, openTestWorld, type TestWorld } from "../support/world.ts";

const act = anAct();
const day = 86_400_000;
/** Everything but the sessions of opened links, which are no part of any act. */
const withoutSessions = (test: TestWorld) => dumpItems(test.dir).filter((item) => item.sk !== "SES");
const decisions = (test: TestWorld) => storedDecisions(dumpItems(test.dir));

describe("a link", () => {
  it("that nobody was sent is not known, whatever it looks like", async () => {
    const test = await openTestWorld();
    await submitted(test, act);
    for (const token of ["", "x".repeat(43), "../../etc", "\ud800", "x".repeat(100_000)])
      expect(codeOf(await openLink(test.world, token))).toBe("LINK_UNKNOWN");
    expect(codeOf(await readTask(test.world, "x"))).toBe("SESSION_OVER");
  });

  it("may be opened as often as a mail scanner likes: nothing of the act changes, and it still decides", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, act);
    const before = withoutSessions(test);
    const token = await newestToken(test, actId, rup.email);
    for (let visit = 0; visit < 5; visit += 1) {
      const { secret } = must(await openLink(test.world, token));
      expect(codeOf(await readTask(test.world, secret))).toBe("SECOND_FACTOR_NEEDED");
      must(await readFactorTask(test.world, secret));
    }
    expect(withoutSessions(test)).toEqual(before);
    expect(codeOf(await decide(test.world, decisionOn(await openTask(test, actId, rup.email))))).toBe("ok");
  });

  it("is over on its day, also for a page that is open, and a fresh one that is asked for then opens", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, act);
    const token = await newestToken(test, actId, rup.email);
    test.clock.forward(7 * day - 60_000);
    const opened = await openTask(test, actId, rup.email);
    test.clock.forward(2 * 60_000);
    expect(codeOf(await openLink(test.world, token))).toBe("LINK_EXPIRED");
    expect(codeOf(await readTask(test.world, opened.secret))).toBe("LINK_EXPIRED");
    expect(codeOf(await decide(test.world, decisionOn(opened)))).toBe("LINK_EXPIRED");
    expect(decisions(test)).toEqual([]);
    must(await requestLinks(test.world, { actId, by: officer }));
    await test.outbox.drain();
    expect(codeOf(await decide(test.world, decisionOn(await openTask(test, actId, rup.email))))).toBe("ok");
  });

  it("stops working when a newer one is sent, and the newer one works", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, act);
    const opened = await openTask(test, actId, rup.email);
    must(await requestLinks(test.world, { actId, by: officer }));
    await test.outbox.drain();
    const [newest, older] = await tokens(test, actId, rup.email);
    expect(codeOf(await openLink(test.world, older ?? ""))).toBe("LINK_REVOKED");
    expect(codeOf(await decide(test.world, decisionOn(opened)))).toBe("LINK_REVOKED");
    expect(codeOf(await openLink(test.world, newest ?? ""))).toBe("ok");
  });

  it("of a person who is suspended opens nothing and decides nothing, until their account is opened again", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, act);
    const opened = await openTask(test, actId, rup.email);
    const token = await newestToken(test, actId, rup.email);
    must(await setSuspended(test.world, { by: "elena.verifica", who: rup.who, suspended: true }));
    expect(codeOf(await openLink(test.world, token))).toBe("LINK_REVOKED");
    expect(codeOf(await readTask(test.world, opened.secret))).toBe("LINK_REVOKED");
    expect(codeOf(await decide(test.world, decisionOn(opened)))).toBe("LINK_REVOKED");
    expect(decisions(test)).toEqual([]);
    must(await setSuspended(test.world, { by: "elena.verifica", who: rup.who, suspended: false }));
    expect(codeOf(await decide(test.world, decisionOn(opened)))).toBe("ok");
  });

  it("is spent by the decision; opened again it leads to the receipt, and decides nothing more", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, act);
    must(await decide(test.world, decisionOn(await openTask(test, actId, rup.email))));
    const again = await openTask(test, actId, rup.email);
    expect(again.task).toMatchObject({ spent: true, assignment: { state: "APPROVED" } });
    const second = await decide(test.world, decisionOn(again, "REJECT", { idempotencyKey: "altra" }));
    expect(codeOf(second)).toBe("LINK_SPENT");
    expect(decisions(test)).toHaveLength(1);
  });

  it("of the signatory is spent by the signed file", async () => {
    const test = await openTestWorld();
    const actId = await approved(test, act);
    await sendSigned(test, actId);
    await test.outbox.drain();
    const opened = await openTask(test, actId, signatory.email);
    expect(opened.task).toMatchObject({ spent: true, assignment: { state: "SIGNED" } });
    const late = decisionOn(opened, "REJECT", { seenDigest: opened.task.head.manifestDigest ?? "" });
    expect(codeOf(await decide(test.world, late))).toBe("LINK_SPENT");
  });

  it("is revoked with its step: after a recall it opens no task, and whoever had been asked is told", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, act);
    const opened = await openTask(test, actId, rup.email);
    must(await recallAct(test.world, { actId, by: officer, reason: "Importi da rivedere con l'ufficio." }));
    expect(codeOf(await readTask(test.world, opened.secret))).toBe("LINK_REVOKED");
    expect(codeOf(await decide(test.world, decisionOn(opened)))).not.toBe("ok");
    await test.outbox.drain();
    const told = (await test.spool.list()).filter((mail) => mail.about.kind === "richiamato");
    expect(told.map((mail) => mail.to.email).sort()).toEqual(["bruno.esempio@borgosereno.example", rup.email]);
    expect(decisions(test)).toEqual([]);
  });

  it("is never in the table in clear, and its secret never in an address that is fetched", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, act);
    const token = await newestToken(test, actId, rup.email);
    expect(JSON.stringify(dumpItems(test.dir))).not.toContain(token);
    const [mail] = (await test.spool.list()).filter((one) => one.text.includes(token));
    expect(mail?.text).toContain(`/f#${token}`);
    expect(mail?.text).not.toMatch(/[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]/);
  });

  it("is not mailed to somebody who decided while it was being made", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, act);
    const opened = await openTask(test, actId, rup.email);
    must(await requestLinks(test.world, { actId, by: officer }));
    must(await decide(test.world, decisionOn(opened)));
    const before = await tokens(test, actId, rup.email);
    await test.outbox.drain();
    expect(await tokens(test, actId, rup.email)).toEqual(before);
    expect(codeOf(await openLink(test.world, before[0] ?? ""))).toBe("ok");
  });
});

describe("a decision", () => {
  it("on a digest that is no longer the act's is refused, and nothing changes", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, act);
    const opened = await openTask(test, actId, rup.email);
    const before = dumpItems(test.dir);
    const stale = decisionOn(opened, "APPROVE", { seenDigest: "0".repeat(64) });
    expect(codeOf(await decide(test.world, stale))).toBe("CONTENT_CHANGED");
    expect(dumpItems(test.dir)).toEqual(before);
  });

  it("by the link of an earlier revision is refused, even when it names the digest of the new one", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, act);
    const opened = await openTask(test, actId, rup.email);
    must(await recallAct(test.world, { actId, by: officer, reason: "Importi da rivedere con l'ufficio." }));
    const revised = { ...act, subject: "Nomina della commissione di prova, rivista" };
    const { ver } = await headOf(test, actId);
    must(await saveRevision(test.world, { actId, by: officer, seenVer: ver, data: revised }));
    expect(codeOf(await decide(test.world, decisionOn(opened)))).toBe("CONTENT_CHANGED");
    await resubmit(test, actId);
    const { manifestDigest = "" } = await headOf(test, actId);
    expect(codeOf(await decide(test.world, decisionOn(opened)))).toBe("CONTENT_CHANGED");
    const borrowed = decisionOn(opened, "APPROVE", { seenDigest: manifestDigest, idempotencyKey: "altra" });
    expect(codeOf(await decide(test.world, borrowed))).not.toBe("ok");
    expect(decisions(test)).toEqual([]);
    expect(codeOf(await decide(test.world, decisionOn(await openTask(test, actId, rup.email))))).toBe("ok");
  });

  it("that is sent again with its key gets the same receipt, and is recorded once", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, act);
    const request = decisionOn(await openTask(test, actId, rup.email));
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => decide(test.world, request)));
    test.clock.forward(60_000);
    const later = await decide(test.world, request);
    for (const receipt of [...others, later]) expect(receipt).toEqual(first);
    expect(first).toMatchObject({ ok: true, value: { actId, choice: "APPROVE", state: "APPROVED" } });
    expect(decisions(test)).toHaveLength(1);
  });

  it("under the key of another one is refused instead of looking done", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, act);
    const opened = await openTask(test, actId, rup.email);
    must(await decide(test.world, decisionOn(opened)));
    expect(codeOf(await decide(test.world, decisionOn(opened, "REJECT")))).toBe("IDEMPOTENCY_KEY_REUSED");
    for (const key of ["", "x".repeat(5_000), "à"])
      expect(codeOf(await decide(test.world, decisionOn(opened, "APPROVE", { idempotencyKey: key })))).toBe(
        "REQUEST_NOT_VALID",
      );
  });

  it.each([1, 2, 3, 4, 5])("that races with the opposite one has one outcome, and the loser is told (%i)", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, act);
    const opened = await openTask(test, actId, rup.email);
    const choices = ["APPROVE", "REJECT", "RETURN"] as const;
    const answers = await Promise.all(
      choices.map((choice) => decide(test.world, decisionOn(opened, choice, { idempotencyKey: choice }))),
    );
    const won = answers.flatMap((answer) => (answer.ok ? [answer.value.choice] : []));
    expect(won).toHaveLength(1);
    expect(answers.filter((one) => !one.ok).map(codeOf)).toEqual(["LINK_SPENT", "LINK_SPENT"]);
    expect(decisions(test).map((item) => item["choice"])).toEqual(won);
    const states: Partial<Record<Choice, string>> = { APPROVE: "APPROVED", REJECT: "REJECTED", RETURN: "RETURNED" };
    const state = states[won[0] ?? "APPROVE"];
    expect(await stateOf(test, actId)).toBe(state);
  });

  it("needs the page's own token: a form elsewhere cannot send it", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, act);
    const opened = await openTask(test, actId, rup.email);
    expect(codeOf(await decide(test.world, decisionOn(opened, "APPROVE", { csrf: "x" })))).toBe("SESSION_OVER");
    test.clock.forward(31 * 60_000);
    expect(codeOf(await decide(test.world, decisionOn(opened)))).toBe("SESSION_OVER");
  });
});

describe("a request that is repeated", () => {
  it("makes one act, also when it comes three times at once", async () => {
    const test = await openTestWorld();
    const request = { by: officer, data: act, idempotencyKey: "nuovo-1" };
    const made = await Promise.all([1, 2, 3].map(() => createAct(test.world, request)));
    expect(new Set(made.map((one) => must(one).actId)).size).toBe(1);
    const other = { ...request, data: { ...act, subject: "Altro oggetto" } };
    expect(codeOf(await createAct(test.world, other))).toBe("IDEMPOTENCY_KEY_REUSED");
    expect(dumpItems(test.dir).filter((item) => item.sk === "HEAD")).toHaveLength(1);
  });
});

describe("mails with links", () => {
  it("that two deliveries make at once leave one link that opens", async () => {
    const test = await openTestWorld();
    const actId = await draft(test, act);
    must(await submitAct(test.world, { actId, by: officer }));
    await test.outbox.round();
    const item = dumpItems(test.dir).find((one) => one["type"] === "act.step-opened.v1");
    if (!item) throw new Error("no step was opened");
    const { tenant } = test.world.settings;
    const event = {
      id: String(item["id"]),
      type: "act.step-opened.v1" as const,
      tenant,
      actId,
      seq: Number(item["seq"]),
    };
    await Promise.all([1, 2, 3].map(() => sendNotices(test.world, event)));
    const opened = await Promise.all(
      (await tokens(test, actId, rup.email)).map((token) => openLink(test.world, token)),
    );
    expect(opened.filter((one) => one.ok)).toHaveLength(1);
  });
});

async function resubmit(test: TestWorld, actId: string): Promise<void> {
  must(await completeDraft(test.world, { actId, by: officer }));
  must(await submitAct(test.world, { actId, by: officer }));
  await test.outbox.drain();
}
