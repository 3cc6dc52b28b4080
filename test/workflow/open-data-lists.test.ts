// Proves that no list of the open data that is shown gets so old that the store's rule for old lists would remove it.
import { expect, it } from "vitest";
import { findOpenFile } from "../../shared/workflow/index.ts";
import { actWith, aFile } from "../support/acts.ts";
import { published } from "../support/journey.ts";
import { openTestWorld } from "../support/world.ts";

const files = [aFile("A")];

it("writes the lists of the open data again after a quiet month, in its own folder, so that the store may remove old ones", async () => {
  const test = await openTestWorld();
  await published(test, actWith(files), files);
  test.clock.forward(11 * 60_000);
  await test.outbox.drain();
  const keyOf = async () => (await findOpenFile(test.world, "atti-2025.csv"))?.file.key ?? "";
  expect(await keyOf()).toMatch(/^dati\/elenchi\/2025-12\/atti-2025\.csv\/[0-9a-fA-F]{64}$/);
  // The act leaves the albo meanwhile, which changes the lists too; from then on nothing happens.
  test.clock.set("2026-01-12T09:00:00.000Z");
  await test.outbox.drain();
  const quiet = await keyOf();
  test.clock.set("2026-02-10T09:00:00.000Z");
  await test.outbox.drain();
  expect(await keyOf()).toBe(quiet);
  test.clock.set("2026-02-12T09:00:00.000Z");
  await test.outbox.drain();
  expect(await keyOf()).toBe(quiet.replace("2026-01", "2026-02"));
  expect((await findOpenFile(test.world, "atti/2025/2706.json"))?.file.key).toMatch(/^dati\/atti\/2025\//);
});
