// Offices with substitutes, dues, the visto after the number and later acts, on the real stores.
import { describe, expect, it, onTestFinished } from "vitest";
import { handle as sweep } from "../../functions/sweep/handle.ts";
import { openEngine } from "../../local/engine/index.ts";
import { signP7m } from "../../local/test-signer/sign-p7m.ts";
import { borgoSereno2706, validityOf, whoCanMove } from "../../shared/act/index.ts";
import {
  amendAct,
  askVisto,
  correctAddress,
  decide,
  prepareVisto,
  readStatement,
  reassign,
  saveDelegation,
  saveHolder,
} from "../../shared/workflow/index.ts";
import { actWith, anAct } from "../support/acts.ts";
import {
  codeOf,
  decisionOn,
  headOf,
  must,
  officer,
  openTask,
  published,
  rup,
  send,
  submitted,
} from "../support/journey.ts";
import { rupIsAway } from "../support/substitute.ts";
import { openTestWorld } from "../support/world.ts";

const dario = { who: "dario.campione", email: "dario.campione@borgosereno.example", fiscalCode: "CMPDRA70D15Z999P" };
/** The fictitious twin's spending, without its attachments. */
const spending = () => {
  const { movements, lines, totals, commitment, cig, cup, contract, statements } = borgoSereno2706;
  return anAct({ movements, lines, totals, commitment, cig, cup, contract, statements });
};

const p7m = { fileName: "visto.txt.p7m", type: "application/pkcs7-mime" };

describe("an office with a recorded substitute", () => {
  it("is asked through the substitute of its absence, with formula and decree, both names on the act", async () => {
    const test = await openTestWorld();
    await rupIsAway(test.world, { who: dario.who, formula: "per il RUP assente, il sostituto" });
    const actId = await submitted(test, actWith([]));
    const [assignment] = (await headOf(test, actId)).route[0]?.assignments ?? [];
    expect(assignment).toMatchObject({
      who: dario.who,
      onBehalfOf: { who: rup.who },
      formula: "per il RUP assente, il sostituto",
      decree: "decreto n. 9/2025",
    });
    const opened = await openTask(test, actId, dario.email);
    expect(codeOf(await decide(test.world, decisionOn(opened, "APPROVE")))).toBe("ok");
  });

  it("takes the place when the time runs out, once, and the earlier link no longer opens", async () => {
    const test = await openTestWorld();
    const { items, settings } = test.world;
    await saveHolder(items, settings.tenant, { office: "RUP", who: rup.who, from: "2025-01-01", decree: "d. 1/2025" });
    await saveDelegation(items, settings.tenant, {
      office: "RUP",
      who: dario.who,
      kind: "standing",
      from: "2025-01-01",
      to: "2026-12-31",
      decree: "d. 9/2025",
      formula: "per il RUP, il Vicario",
    });
    const actId = await submitted(test, actWith([]));
    test.clock.forward(settings.linkDays * 86_400_000 + 1);
    const looked = await Promise.all([sweep(test.world)(), sweep(test.world)()]);
    expect(looked.map((one) => one.looked).sort()).toEqual([0, 1]);
    await test.outbox.drain();
    const head = await headOf(test, actId);
    expect(head.route[0]?.assignments.map((one) => [one.who, one.state])).toEqual([
      [rup.who, "SUBSTITUTED"],
      [dario.who, "PENDING"],
    ]);
    const opened = await openTask(test, actId, dario.email);
    expect(codeOf(await decide(test.world, decisionOn(opened, "APPROVE")))).toBe("ok");
  });
});

describe("a step that somebody cannot take", () => {
  it("stays vacant after an abstention without substitute, says who mends it, and goes on with whoever is named", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, actWith([]));
    const opened = await openTask(test, actId, rup.email);
    const reason = "Sono parente dell'affidatario.";
    must(await decide(test.world, decisionOn(opened, "ABSTAIN", { reason })));
    await test.outbox.drain();
    const head = await headOf(test, actId);
    expect(head.state).toBe("IN_APPROVAL");
    expect(whoCanMove(head)).toMatchObject([{ by: "officer", how: "name-somebody" }]);
    const named = { actId, by: officer, step: 1, from: rup.who, to: dario.who, reason: "Il RUP si è astenuto." };
    must(await reassign(test.world, named));
    await test.outbox.drain();
    const next = await openTask(test, actId, dario.email);
    expect(codeOf(await decide(test.world, decisionOn(next, "APPROVE")))).toBe("ok");
  });

  it("gets its link at the mended address, and the decision stands", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, actWith([]));
    const email = "carla.nuova@borgosereno.example";
    const request = { actId, by: officer, step: 1, who: rup.who, email, reason: "Indirizzo scritto male." };
    expect(codeOf(await correctAddress(test.world, { ...request, email: "a@b\r\nBcc: c@d.it" }))).toBe(
      "REQUEST_NOT_VALID",
    );
    must(await correctAddress(test.world, request));
    await test.outbox.drain();
    const opened = await openTask(test, actId, email);
    expect(codeOf(await decide(test.world, decisionOn(opened, "APPROVE")))).toBe("ok");
  });
});

describe("the visto, after the number", () => {
  async function asked(test: Awaited<ReturnType<typeof openTestWorld>>) {
    const actId = await published(test, spending());
    expect((await headOf(test, actId)).effect).toBe("PENDING_VISTO");
    const opened = await openTask(test, actId, dario.email);
    return { actId, opened };
  }

  it("is no click: the machine says that a signed file is needed", async () => {
    const test = await openTestWorld();
    const { opened } = await asked(test);
    expect(codeOf(await decide(test.world, decisionOn(opened, "APPROVE")))).toBe("SIGNATURE_NEEDED");
  });

  it("makes the act executive by a signed statement that names number and original, and revises the copy", async () => {
    const test = await openTestWorld();
    const { actId, opened } = await asked(test);
    const before = await headOf(test, actId);
    const { secret, task } = opened;
    const intent = { secret, csrf: task.csrf, outcome: "FAVOURABLE" as const, reason: "", commitments: ["1234/2025"] };
    must(await prepareVisto(test.world, intent));
    const { text } = must(await readStatement(test.world, secret));
    expect(text).toContain(before.signed?.sha256);
    expect(text).toContain(`${before.registration?.number}/${before.registration?.year}`);
    const signer = test.pki.signerFor(dario.fiscalCode);
    const wrong = new TextEncoder().encode(text.replace("FAVOREVOLE", "NEGATO"));
    await send(test, actId, null, dario.who, await signP7m(wrong, signer, new Date(test.clock.now())), p7m);
    await test.outbox.drain();
    expect((await headOf(test, actId)).signatureRefusal?.codes).toEqual(["OTHER_CONTENT"]);
    const right = await signP7m(new TextEncoder().encode(text), signer, new Date(test.clock.now()));
    await send(test, actId, null, dario.who, right, p7m);
    await test.outbox.drain();
    const head = await headOf(test, actId);
    expect(head).toMatchObject({ state: "PUBLISHED", effect: "EXECUTIVE" });
    expect(head.visti).toMatchObject([{ outcome: "FAVOURABLE", commitments: ["1234/2025"], names: "statement" }]);
    expect(head.signed?.sha256).toBe(before.signed?.sha256);
    expect(head.copy?.revision).toBe(2);
    expect(head.earlierCopies?.map((one) => one.sha256)).toEqual([before.copy?.sha256]);
  });

  it("that is refused leaves the act numbered and not executive, and the officer can ask again", async () => {
    const test = await openTestWorld();
    const { actId, opened } = await asked(test);
    const { secret, task } = opened;
    const reason = "Il capitolo non ha disponibilità.";
    must(await prepareVisto(test.world, { secret, csrf: task.csrf, outcome: "REFUSED", reason, commitments: [] }));
    const { text } = must(await readStatement(test.world, secret));
    const signer = test.pki.signerFor(dario.fiscalCode);
    const file = await signP7m(new TextEncoder().encode(text), signer, new Date(test.clock.now()));
    await send(test, actId, null, dario.who, file, p7m);
    await test.outbox.drain();
    const head = await headOf(test, actId);
    expect(head).toMatchObject({ state: "PUBLISHED", effect: "VISTO_REFUSED", visti: [{ reason }] });
    expect(whoCanMove(head)).toContainEqual(expect.objectContaining({ by: "officer", how: "ask-visto" }));
    must(await askVisto(test.world, { actId, by: officer }));
    expect((await headOf(test, actId)).effect).toBe("PENDING_VISTO");
  });
});

describe("an act that amends another", () => {
  it("is linked both ways in one write, once, and never to itself or to a later one", async () => {
    const engine = openEngine();
    onTestFinished(() => engine.close());
    const test = await openTestWorld({ renderer: engine });
    const first = await published(test, anAct());
    const second = await published(test, anAct({ subject: "Revoca della nomina della commissione di prova" }));
    const number = (await headOf(test, first)).registration?.number ?? 0;
    const later = (await headOf(test, second)).registration?.number ?? 0;
    const request = { by: officer, how: "REVOKED" as const, year: 2025, reason: "Sopravvenuti motivi di interesse." };
    expect(codeOf(await amendAct(test.world, { ...request, actId: first, number }))).toBe("AMENDS_ITSELF");
    expect(codeOf(await amendAct(test.world, { ...request, actId: first, number: later }))).toBe(
      "AMENDED_BY_AN_EARLIER_ACT",
    );
    must(await amendAct(test.world, { ...request, actId: second, number }));
    expect(codeOf(await amendAct(test.world, { ...request, actId: second, number }))).toBe("ALREADY_AMENDED");
    await test.outbox.drain();
    const [amended, amending] = [await headOf(test, first), await headOf(test, second)];
    expect(amended.amendedBy).toMatchObject([{ actId: second, number: later, how: "REVOKED" }]);
    expect(amending.amends).toMatchObject([{ actId: first, number, how: "REVOKED" }]);
    expect(validityOf(amended)).toBe("REVOKED");
    expect(amended).toMatchObject({ state: "PUBLISHED", copy: { revision: 2 } });
  });
});
