// Defect: a step that is cut off between two writes, or whose answer is lost, leaves an act that nobody can move, a mail
// that never goes, or a decision that counts twice (design: workflow.md §3, stuck "pending" after everyone signed).
import { describe, expect, it } from "vitest";
import type { Choice } from "../../../shared/act/index.ts";
import {
  type Answer,
  amendAct,
  correctAct,
  correctAddress,
  decide,
  reassign,
  saveDelegation,
  saveHolder,
  saveRevision,
  swapAttachments,
} from "../../../shared/workflow/index.ts";
import { actWith, aFile, anAct } from "../../support/acts.ts";
import { comesToTheSameEnd, type Transition } from "../../support/interrupted.ts";
import {
  approved,
  decisionOn,
  draft,
  headOf,
  must,
  officer,
  openTask,
  published,
  rup,
  send,
  sendSigned,
  submitted,
} from "../../support/journey.ts";
import { dario, sendVisto, spending } from "../../support/spending.ts";
import type { TestWorld } from "../../support/world.ts";

const reason = "Importi da correggere nella tabella.";
const elena = "elena.verifica";

/** A repetition may be told that it is done already; nothing else. */
function doneOr(answer: Answer<unknown>, ...codes: string[]): void {
  if (!answer.ok && !codes.includes(answer.refusal.code)) throw new Error(answer.refusal.code);
}

/** The RUP has a standing substitute with decree and formula. */
async function withSubstitute(test: TestWorld): Promise<string> {
  const { items, settings } = test.world;
  const tenant = settings.tenant;
  await saveHolder(items, tenant, { office: "RUP", who: rup.who, from: "2025-01-01", decree: "decreto n. 1/2025" });
  await saveDelegation(items, tenant, {
    office: "RUP",
    who: dario.who,
    kind: "standing",
    from: "2025-01-01",
    to: "2026-12-31",
    decree: "decreto n. 9/2025",
    formula: "per il RUP, il Vicario",
  });
  return submitted(test, actWith([]));
}

/** The same choice on the same page with the same key, as somebody presses who got no answer. */
const choosing =
  (choice: Choice, more: { readonly to?: string } = {}): Transition["ask"] =>
  async (test, actId) => {
    const opened = await openTask(test, actId, rup.email);
    doneOr(await decide(test.world, decisionOn(opened, choice, { reason, ...more })));
    await test.outbox.drain();
  };

const drain: Transition["ask"] = (test) => test.outbox.drain();

/** One numbered act and a later one that revokes it. */
async function twoPublished(test: TestWorld): Promise<string> {
  await published(test, anAct());
  return published(test, anAct({ subject: "Revoca della nomina della commissione di prova" }));
}

const transitions: Readonly<Record<string, Transition>> = {
  "an act that comes back": {
    before: (test) => submitted(test, actWith([])),
    ask: choosing("RETURN"),
    isThere: (head) => head.state === "RETURNED",
  },
  "a task that is delegated": {
    before: withSubstitute,
    ask: choosing("DELEGATE", { to: dario.who }),
    isThere: (head) => head.route[0]?.assignments[0]?.state === "DELEGATED",
  },
  "an abstention without substitute": {
    before: (test) => submitted(test, actWith([])),
    ask: choosing("ABSTAIN"),
    isThere: (head) => head.route[0]?.assignments[0]?.state === "ABSTAINED",
  },
  "a time that runs out": {
    before: withSubstitute,
    ask: drain,
    at: "2026-01-05T09:00:00.000Z",
    isThere: (head) => head.route[0]?.assignments[0]?.state === "SUBSTITUTED",
  },
  "another person who is named": {
    before: (test) => submitted(test, actWith([])),
    ask: async (test, actId) => {
      const request = { actId, by: officer, step: 1, from: rup.who, to: elena, reason };
      doneOr(await reassign(test.world, request), "ALREADY_DECIDED", "NOT_ASSIGNED", "ALREADY_IN_STEP");
      await test.outbox.drain();
    },
    isThere: (head) => head.route[0]?.assignments.at(-1)?.who === elena,
  },
  "an address that is mended": {
    before: (test) => submitted(test, actWith([])),
    ask: async (test, actId) => {
      const email = "carla.nuova@borgosereno.example";
      must(await correctAddress(test.world, { actId, by: officer, step: 1, who: rup.who, email, reason }));
      await test.outbox.drain();
    },
    isThere: (head) => head.route[0]?.assignments[0]?.email.startsWith("carla.nuova") ?? false,
  },
  "a correction after the signature": {
    before: async (test) => {
      const actId = await approved(test, actWith([]));
      await sendSigned(test, actId);
      await test.outbox.round();
      return actId;
    },
    ask: async (test, actId) => {
      if ((await headOf(test, actId)).state === "SIGNED")
        doneOr(await correctAct(test.world, { actId, by: officer, reason }), "STATE_DOES_NOT_ALLOW", "NOTHING_TO_VOID");
      await test.outbox.drain();
    },
    isThere: (head) => head.turnedBack?.how === "CORRECTED",
  },
  "a new revision": {
    before: async (test) => {
      const actId = await submitted(test, actWith([]));
      await choosing("RETURN")(test, actId);
      return actId;
    },
    ask: async (test, actId) => {
      const { ver, rev } = await headOf(test, actId);
      const data = anAct({ subject: "Nomina corretta della commissione" });
      if (rev === 1) must(await saveRevision(test.world, { actId, by: officer, seenVer: ver, data }));
      await test.outbox.drain();
    },
    isThere: (head) => head.rev === 2,
  },
  "two files under each other's label": {
    before: async (test) => {
      const files = [aFile("A"), aFile("B")];
      const actId = await draft(test, actWith(files));
      for (const [at, label] of ["B", "A"].entries())
        await send(test, actId, label, officer, files[at]?.bytes ?? new Uint8Array());
      await test.outbox.drain();
      return actId;
    },
    ask: async (test, actId) => {
      if ((await headOf(test, actId)).state === "BLOCKED")
        must(await swapAttachments(test.world, { actId, by: officer, a: "A", b: "B" }));
      await test.outbox.drain();
    },
    isThere: (head) => head.state === "READY",
  },
  "the visto": {
    before: async (test) => {
      const actId = await published(test, spending());
      await sendVisto(test, actId);
      return actId;
    },
    ask: drain,
    isThere: (head) => head.effect === "EXECUTIVE",
  },
  "an act that revokes another": {
    before: twoPublished,
    ask: async (test, actId) => {
      const request = { actId, by: officer, how: "REVOKED" as const, year: 2025, number: 2706, reason };
      doneOr(await amendAct(test.world, request), "ALREADY_AMENDED");
      await test.outbox.drain();
    },
    isThere: (head) => head.amends?.length === 1,
  },
  "the end of the publication": {
    before: (test) => published(test, anAct()),
    ask: drain,
    at: "2026-01-12T09:00:00.000Z",
    isThere: (head) => head.state === "UNPUBLISHED",
  },
};

describe.each(Object.entries(transitions))("%s, cut off at every call to the world", (_name, what) => {
  it("comes to the same end, with every mail sent and one decision each", async () => {
    expect(await comesToTheSameEnd(what)).toBeGreaterThan(4);
  });
});
