// Opinions on real acts and files: what a change voids, what the body's policy keeps, and what is said of it.
import { describe, expect, it } from "vitest";
import type { ActData, Choice } from "../../shared/act/index.ts";
import { completeDraft, correctAct, decide, saveRevision, submitAct } from "../../shared/workflow/index.ts";
import { actWith, aFile } from "../support/acts.ts";
import {
  acknowledgeAll,
  decisionOn,
  headOf,
  must,
  officer,
  openTask,
  rup,
  send,
  signatory,
  submitted,
} from "../support/journey.ts";
import { dario } from "../support/spending.ts";
import { openTestWorld, type TestWorld } from "../support/world.ts";

const opinion = (role: string, who: string, covers: readonly string[]) => ({
  kind: "opinion",
  role,
  ask: [{ who }],
  group: 1,
  covers,
});
const routeWith = (keepOpinions: boolean) => ({
  routes: [
    {
      steps: [
        opinion("Parere sugli allegati", rup.who, ["attachments"]),
        opinion("Parere sul testo", dario.who, ["subject", "text"]),
        { kind: "signature", role: "Firma", ask: [{ who: signatory.who }], group: 2 },
      ],
      policy: { keepOpinions },
    },
  ],
});
const [a, b] = [aFile("A"), aFile("B")];

async function say(test: TestWorld, actId: string, email: string, choice: Choice, reason = ""): Promise<void> {
  must(
    await decide(
      test.world,
      decisionOn(await openTask(test, actId, email), choice, { reason, idempotencyKey: `${email}-${choice}` }),
    ),
  );
  await test.outbox.drain();
}

/** Both opinions given, then the act is taken back and comes again with other data. */
async function changed(keepOpinions: boolean, data: ActData, files: readonly (typeof a)[]) {
  const test = await openTestWorld({ settings: routeWith(keepOpinions) });
  const actId = await submitted(test, actWith([a]), [a]);
  await say(test, actId, rup.email, "FAVOURABLE");
  await say(test, actId, dario.email, "WITH_REMARKS", "Il testo va bene, con un rilievo sulla premessa.");
  expect((await headOf(test, actId)).state).toBe("APPROVED");
  must(await correctAct(test.world, { actId, by: officer, reason: "Una correzione prima del numero." }));
  must(await saveRevision(test.world, { actId, by: officer, seenVer: (await headOf(test, actId)).ver, data }));
  must(await completeDraft(test.world, { actId, by: officer }));
  for (const { label, bytes } of files) await send(test, actId, label, officer, bytes);
  await test.outbox.drain();
  await acknowledgeAll(test, actId);
  must(await submitAct(test.world, { actId, by: officer }));
  await test.outbox.drain();
  const { route, state } = await headOf(test, actId);
  const places = route.map(({ assignments: [one] }) => [one?.state, one?.keptFrom ?? null, one?.opinion ?? null]);
  return { test, actId, state, places };
}

describe("a change after opinions, where the body keeps those that it does not touch", () => {
  it("of an attachment voids the opinion on attachments and keeps the one on the text, with its remarks", async () => {
    const { test, actId, state, places } = await changed(true, actWith([a, b]), [b]);
    expect({ state, places }).toEqual({
      state: "IN_APPROVAL",
      places: [
        ["PENDING", null, null],
        ["OPINION", 1, "WITH_REMARKS"],
        ["PENDING", null, null],
      ],
    });
    const kept = (await headOf(test, actId)).route[1]?.assignments[0];
    expect(kept?.reason).toBe("Il testo va bene, con un rilievo sulla premessa.");
    await say(test, actId, rup.email, "FAVOURABLE");
    expect((await headOf(test, actId)).state).toBe("APPROVED");
  });

  it("of the subject voids the opinion on the text and keeps the one on attachments", async () => {
    const { state, places } = await changed(
      true,
      actWith([a], true, { subject: "Nomina di un'altra commissione" }),
      [],
    );
    expect({ state, places }).toEqual({
      state: "IN_APPROVAL",
      places: [
        ["OPINION", 1, "FAVOURABLE"],
        ["PENDING", null, null],
        ["PENDING", null, null],
      ],
    });
  });
});

it("a change after opinions asks everybody again where the body keeps none", async () => {
  const { places } = await changed(false, actWith([a, b]), [b]);
  expect(places.map(([state]) => state)).toEqual(["PENDING", "PENDING", "PENDING"]);
});
