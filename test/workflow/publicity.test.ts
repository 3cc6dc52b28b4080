// The clocks of publication: lost days are made up for, its end is certified, and after its years an act is gone.
import { describe, expect, it } from "vitest";
import {
  findByCode,
  findPublished,
  findPublishedFile,
  listAlboOutages,
  openActSearch,
  readAct,
  recordAlboOutage,
} from "../../shared/workflow/index.ts";
import { actWith, aFile } from "../support/acts.ts";
import { codeOf, headOf, must, published, stateOf } from "../support/journey.ts";
import { openTestWorld } from "../support/world.ts";

const files = [aFile("A")];
const by = "bruno.esempio";
const reason = "Guasto della rete per tutto il giorno";

describe("a publication", () => {
  it("goes on for a day more for each day the albo could not be read, each counted once", async () => {
    const test = await openTestWorld();
    const actId = await published(test, actWith(files), files);
    test.clock.set("2025-12-27T09:00:00.000Z");
    expect(must(await recordAlboOutage(test.world, { day: "2025-12-26", reason, by })).extended).toBe(1);
    expect(must(await recordAlboOutage(test.world, { day: "2025-12-26", reason, by })).extended).toBe(0);
    expect(must(await recordAlboOutage(test.world, { day: "2025-12-23", reason, by })).extended).toBe(0);
    expect((await headOf(test, actId)).publication?.albo).toMatchObject({ from: "2025-12-24", to: "2026-01-09" });
    expect(await listAlboOutages(test.world)).toMatchObject([{ day: "2025-12-26", by }, { day: "2025-12-23" }]);
    await test.outbox.drain();
    test.clock.set("2026-01-09T12:00:00.000Z");
    await test.outbox.drain();
    expect(await stateOf(test, actId)).toBe("PUBLISHED");
    expect((await openActSearch(test.world).find({ onAlbo: true }, { from: 0, limit: 1 })).total).toBe(1);
    test.clock.set("2026-01-10T00:30:00.000Z");
    await test.outbox.drain();
    expect(await stateOf(test, actId)).toBe("UNPUBLISHED");
    expect((await headOf(test, actId)).publication?.albo.certifiedAt).toBe("2026-01-10T00:30:00.000Z");
  });

  it.each([
    ["2025-12-25", "REQUEST_NOT_VALID", reason],
    ["ieri", "REQUEST_NOT_VALID", reason],
    ["2025-12-24", "REQUEST_NOT_VALID", "corta"],
    ["2025-12-24", "ok", reason],
  ])("takes no day to come, and none without a reason: %s %s", async (day, expected, why) => {
    const test = await openTestWorld();
    expect(codeOf(await recordAlboOutage(test.world, { day, reason: why, by }))).toBe(expected);
  });

  it("leaves nothing for the public after its years, and the act and its history stay", async () => {
    const test = await openTestWorld();
    const actId = await published(test, actWith(files), files);
    const code = (await headOf(test, actId)).copy?.verificationCode ?? "";
    for (const at of ["2026-02-01T09:00:00.000Z", "2031-01-01T09:00:00.000Z"]) {
      test.clock.set(at);
      await test.outbox.drain();
    }
    expect(test.faults).toEqual([]);
    expect((await headOf(test, actId)).publication?.transparency.forgottenAt).toBe("2031-01-01T09:00:00.000Z");
    const asked = [
      await findPublished(test.world, "transparency", 2025, 2706),
      await findPublished(test.world, "albo", 2025, 2706),
      await findPublishedFile(test.world, actId, "copia"),
      await findByCode(test.world, code),
    ];
    expect(asked.map(codeOf)).toEqual(Array(4).fill("PUBLICATION_OVER"));
    // A clock that goes back brings nothing back.
    test.clock.set("2026-03-01T09:00:00.000Z");
    expect(codeOf(await findPublished(test.world, "transparency", 2025, 2706))).toBe("PUBLICATION_OVER");
    expect((await openActSearch(test.world).find({}, { from: 0, limit: 1 })).total).toBe(0);
    const { history } = must(await readAct(test.world, actId));
    expect(history.map((entry) => entry.type)).toEqual(
      expect.arrayContaining(["act.taken-down.v1", "act.forgotten.v1"]),
    );
  });
});
