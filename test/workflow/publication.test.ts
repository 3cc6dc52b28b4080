// What the public sees, for how long, and that looking at anything changes nothing.
import { describe, expect, it } from "vitest";
import { signP7m } from "../../local/test-signer/sign-p7m.ts";
import { sha256Of } from "../../shared/act/index.ts";
import {
  changesBetween,
  findByCode,
  findPublished,
  findPublishedFile,
  fingerprintsByPrefix,
  listActs,
  listPublished,
  officerSession,
  readAct,
  readTask,
  registerState,
} from "../../shared/workflow/index.ts";
import { actWith, aFile, anAct } from "../support/acts.ts";
import { codeOf, headOf, must, openTask, published, rup, signatory, stateOf, submitted } from "../support/journey.ts";
import { dumpItems, openTestWorld } from "../support/world.ts";

const files = [aFile("A"), aFile("B")];
const day = 86_400_000;

describe("a published act", () => {
  it("is on the albo for fifteen days and then no more, while transparency goes on for five years", async () => {
    const test = await openTestWorld();
    const actId = await published(test, actWith(files), files);
    const seen = async (space: "albo" | "transparency") => codeOf(await findPublished(test.world, space, 2025, 2706));
    expect((await headOf(test, actId)).publication).toMatchObject({
      albo: { from: "2025-12-24", to: "2026-01-08" },
      transparency: { from: "2025-12-24", to: "2030-12-31" },
    });
    expect([await seen("albo"), await seen("transparency")]).toEqual(["ok", "ok"]);
    test.clock.set("2026-01-08T22:59:00.000Z");
    expect(await seen("albo")).toBe("ok");
    // Midnight in Rome, an hour before UTC's: the clock decides, though no sweep has been yet.
    test.clock.set("2026-01-08T23:01:00.000Z");
    expect([await seen("albo"), await seen("transparency")]).toEqual(["PUBLICATION_OVER", "ok"]);
    expect(await stateOf(test, actId)).toBe("PUBLISHED");
    test.clock.set("2026-01-09T00:30:00.000Z");
    await test.outbox.drain();
    expect(await stateOf(test, actId)).toBe("UNPUBLISHED");
    expect([await seen("albo"), await seen("transparency")]).toEqual(["PUBLICATION_OVER", "ok"]);
    expect(await test.outbox.drain()).toBe(0);
    test.clock.set("2030-12-31T23:30:00.000Z");
    expect(await seen("transparency")).toBe("PUBLICATION_OVER");
    expect(codeOf(await findPublishedFile(test.world, actId, "copia"))).toBe("PUBLICATION_OVER");
  });

  it("is found by number, code and impronta, the content of an envelope included", async () => {
    const test = await openTestWorld();
    const [file] = files;
    const inner = file?.bytes ?? new Uint8Array();
    const p7m = await signP7m(inner, test.pki.signerFor(signatory.fiscalCode), new Date(test.clock.now()));
    const attached = { label: "A", bytes: p7m };
    const actId = await published(test, actWith([attached]), [attached]);
    const head = await headOf(test, actId);
    expect(must(await findByCode(test.world, head.copy?.verificationCode.toLowerCase() ?? "")).actId).toBe(actId);
    for (const [digest, of] of [
      [sha256Of(p7m), "file"],
      [sha256Of(inner), "content"],
    ] as const) {
      const found = must(await fingerprintsByPrefix(test.world, digest.slice(0, 5)));
      expect(found).toContainEqual({ sha256: digest, name: "allegato-A", of, number: 2706, year: 2025, actId });
    }
    expect((await listPublished(test.world, { limit: 10 })).heads.map((one) => one.actId)).toEqual([actId]);
  });

  it("never gives out an attachment that is excluded, or of which only a text with omissis may be shown", async () => {
    const test = await openTestWorld();
    const data = actWith(files);
    const [one, other] = data.declaredAttachments;
    if (!one || !other) throw new Error("two attachments");
    const declaredAttachments = [
      { ...one, publication: "esclusa" as const },
      { ...other, publication: "integrale" as const },
    ];
    const actId = await published(test, { ...data, declaredAttachments }, files);
    expect(codeOf(await findPublishedFile(test.world, actId, "allegato-A"))).toBe("DOCUMENT_NOT_FOUND");
    expect(codeOf(await findPublishedFile(test.world, actId, "allegato-B"))).toBe("ok");
    // Its impronta is in the act's text: whoever holds the file may still check it.
    const withheld = sha256Of(files[0]?.bytes ?? new Uint8Array());
    const known = must(await fingerprintsByPrefix(test.world, withheld.slice(0, 5)));
    expect(known.map((one) => one.name)).toEqual(["allegato-A"]);
  });

  it("is nobody's business before: not by number, not by file", async () => {
    const test = await openTestWorld();
    const actId = await submitted(test, actWith(files), files);
    expect(codeOf(await findPublished(test.world, "transparency", 2025, 2706))).toBe("ACT_NOT_FOUND");
    for (const name of ["documento", "originale", "copia", "allegato-A"])
      expect(codeOf(await findPublishedFile(test.world, actId, name))).toBe("ACT_NOT_FOUND");
    expect((await listPublished(test.world, { limit: 10 })).heads).toEqual([]);
  });

  it("with omissis waits for its own text: the whole one is not published in its place", async () => {
    const test = await openTestWorld();
    const actId = await published(test, anAct({ privacy: { rendition: "omissis" } }));
    expect(await stateOf(test, actId)).toBe("SEALED");
    expect(codeOf(await findPublished(test.world, "transparency", 2025, 2706))).toBe("ACT_NOT_FOUND");
  });
});

describe("looking", () => {
  it("changes no item, whatever is looked at, found or not", async () => {
    const test = await openTestWorld();
    const actId = await published(test, actWith(files), files);
    const waiting = await submitted(test, anAct());
    const { secret } = await openTask(test, waiting, rup.email);
    test.clock.forward(day);
    const { world } = test;
    const head = await headOf(test, actId);
    const looks: (() => Promise<unknown>)[] = [
      () => readAct(world, actId),
      () => readAct(world, "NONE"),
      () => readAct(world, "x".repeat(5_000)),
      () => listActs(world, { limit: 1 }),
      () => listPublished(world, { limit: 1 }),
      () => findPublished(world, "albo", 2025, 2706),
      () => findPublished(world, "albo", Number.NaN, -1),
      () => findPublishedFile(world, actId, "originale"),
      () => findPublishedFile(world, actId, "../../items.sqlite"),
      () => fingerprintsByPrefix(world, head.signed?.sha256.slice(0, 5) ?? ""),
      () => fingerprintsByPrefix(world, "zz"),
      () => findByCode(world, head.copy?.verificationCode ?? ""),
      () => findByCode(world, "x".repeat(5_000)),
      () => readTask(world, secret),
      () => readTask(world, "nessuna"),
      () => officerSession(world, secret),
      () => registerState(world.items, world.settings.tenant, "DD", 2025),
      () => changesBetween(world, actId, 1, 1),
    ];
    const before = dumpItems(test.dir);
    for (const look of [...looks, ...looks]) await look();
    expect(dumpItems(test.dir)).toEqual(before);
  });
});
