import { expect, it } from "vitest";
import { type Items, type Objects, type PublicFiles, publicFilePaths, readAct } from "../../shared/workflow/index.ts";
import { actWith, aFile } from "./acts.ts";
import { headOf, must, officer, published, ready, stateOf } from "./journey.ts";
import { openWorldOn } from "./world-on.ts";

type Stores = { readonly items: Items; readonly objects: Objects; readonly publicFiles: PublicFiles };

/** One act from draft to portal, and one that is blocked, on the stores of AWS. */
export function journeyOnAws(stores: () => Stores): void {
  it("takes an act from its draft to the portal", async () => {
    const test = await openWorldOn(stores());
    const files = [aFile("A"), aFile("B")];
    const actId = await published(test, actWith(files), files);
    expect(test.faults).toEqual([]);
    expect(await stateOf(test, actId)).toBe("PUBLISHED");
    const { head } = must(await readAct(test.world, actId));
    expect(head.registration?.number).toBeGreaterThan(2705);
    expect(head.slots.map(({ state }) => state)).toEqual(["VERIFIED", "VERIFIED"]);
    // Each was copied by S3 itself, and is what its address says.
    const copies = await publicFilePaths(test.world, actId);
    expect(Object.keys(copies).sort()).toEqual(["allegato-A", "allegato-B", "copia", "originale"]);
  }, 120_000);

  it("blocks an act whose attachment is another file", async () => {
    const test = await openWorldOn(stores());
    const wrong = { label: "A", bytes: new TextEncoder().encode("un altro file") };
    const actId = await ready(test, actWith([aFile("A")]), [wrong]);
    expect(await headOf(test, actId)).toMatchObject({ state: "BLOCKED", slots: [{ state: "MISMATCH" }] });
    expect((await headOf(test, actId)).proponent).toBe(officer);
  }, 60_000);
}
