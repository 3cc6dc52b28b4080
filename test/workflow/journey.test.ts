// The use cases carry an act from draft to portal on the real stores, through the outbox alone.
import { describe, expect, it } from "vitest";
import { actWith, aFile } from "../support/acts.ts";
import { headOf, published } from "../support/journey.ts";
import { dumpItems, openTestWorld } from "../support/world.ts";

describe("an act's way", () => {
  it("leads from draft to portal, with the number after the declared last one", async () => {
    const test = await openTestWorld();
    const files = [aFile("A"), aFile("B")];
    const t = performance.now();
    const actId = await published(test, actWith(files), files);
    console.log("took", performance.now() - t, test.faults);
    const head = await headOf(test, actId);
    expect(head).toMatchObject({ state: "PUBLISHED", registration: { number: 2706, year: 2025 } });
    expect(dumpItems(test.dir).length).toBeGreaterThan(30);
  });
});
