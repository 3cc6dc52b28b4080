// Proves that no list of the open data that is shown gets so old that the store's rule for old lists would remove it.
import { expect, it } from "vitest";
import { bytesOf, findOpenFile } from "../../shared/workflow/index.ts";
import { actWith, aFile } from "../support/acts.ts";
import { published } from "../support/journey.ts";
import { dumpItems, openTestWorld } from "../support/world.ts";

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

it("notes once that the lists are to be written, until a minute before they are, and leaves no act out of them", async () => {
  const test = await openTestWorld();
  const note = () => dumpItems(test.dir).find(({ sk }) => sk === "DIRTY")?.["note"];
  const listed = async () => {
    const found = await findOpenFile(test.world, "atti-2025.csv");
    const text =
      found && !found.over ? new TextDecoder().decode(await bytesOf(test.objects, found.file, "portal")) : "";
    return [...text.matchAll(/^2025,(27\d\d),/gm)].map(([, number]) => Number(number));
  };
  await published(test, actWith(files), files);
  await published(test, actWith(files), files);
  const first = note();
  test.clock.forward(8 * 60_000);
  await published(test, actWith(files), files);
  expect(note()).toBe(first);
  test.clock.forward(90_000);
  await published(test, actWith(files), files);
  // Whoever writes the lists, by a clock that is ahead of this one, may have begun.
  expect(note()).not.toBe(first);
  test.clock.forward(30_000);
  await test.outbox.drain();
  expect(await listed()).toEqual([2706, 2707, 2708, 2709]);
});
