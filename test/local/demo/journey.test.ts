// The demo's journey goes on from wherever it was cut off: after each write of a sample, and before the next one.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { endOfDemo } from "../../../cli/commands/demo-end.ts";
import { demoActId, runJourney, type Stage, stages } from "../../../local/demo/journey.ts";
import type { DemoDesk } from "../../../local/demo/open-demo.ts";
import { leaveResults } from "../../../local/demo/results.ts";
import { standInsFor } from "../../../local/demo/stand-ins.ts";
import { twin } from "../../../local/demo/twin.ts";
import { parseFiscalCode } from "../../../shared/act/index.ts";
import type { World } from "../../../shared/workflow/index.ts";
import { readRun } from "../../crash/reader.ts";
import { anAct } from "../../support/acts.ts";
import { unprintable } from "../../support/fake-renderer.ts";
import { newFolder, openTestWorld, openWorldIn, type TestWorld } from "../../support/world.ts";

/** Burns at one of its uses, before or after the effect; from then on every use fails, as after a kill. */
function fuse(at: number, when: "before" | "after") {
  const names: string[] = [];
  let uses = 0;
  const guard =
    <A extends unknown[], T>(name: string, work: (...given: A) => Promise<T>) =>
    async (...given: A): Promise<T> => {
      uses += 1;
      names.push(name);
      if (uses > at || (uses === at && when === "before")) throw new Error("cut off");
      const result = await work(...given);
      if (uses >= at) throw new Error("cut off");
      return result;
    };
  const reading =
    <A extends unknown[], T>(work: (...given: A) => Promise<T>) =>
    async (...given: A): Promise<T> => {
      if (uses >= at) throw new Error("cut off");
      return work(...given);
    };
  return { guard, reading, names };
}
type Fuse = ReturnType<typeof fuse>;

const fused = ({ guard, reading }: Fuse, { items, ...world }: World): World => ({
  ...world,
  items: { get: reading(items.get), query: reading(items.query), transact: guard("items", items.transact) },
  objects: { ...world.objects, create: guard("object", world.objects.create) },
  mail: { send: guard("mail", world.mail.send) },
});

const deskOf = (test: TestWorld, cut?: Fuse): DemoDesk => ({
  ...test,
  objects: cut ? { ...test.objects, receiveUpload: cut.guard("upload", test.objects.receiveUpload) } : test.objects,
  warmUp: () => undefined,
});

/** The journey on a folder until the fuse burns, then again without one; answers what the crash run's reader finds. */
async function cutOffAt(at: number, when: "before" | "after"): Promise<readonly string[]> {
  const dir = await newFolder();
  const data = join(dir, "data");
  try {
    const cut = fuse(at, when);
    const first = await openWorldIn(data, { wrap: (world) => fused(cut, world) });
    await expect(runJourney(deskOf(first, cut), twin), `${when} ${at}`).rejects.toThrow(/cut off/);
    first.close();
    const second = await openWorldIn(data, { furnished: true, startsAt: "2025-12-24T09:01:00.000Z" });
    const { head } = await runJourney(deskOf(second), twin);
    if (!head) return ["no act"];
    await leaveResults(deskOf(second), head, join(dir, "out"));
    second.close();
    return readRun(data, join(dir, "out")).losses;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

describe("the demo's journey", () => {
  it("tells every stage, in order, each once", async () => {
    const told: Stage[] = [];
    await runJourney(deskOf(await openTestWorld()), twin, {
      onStage: (stage) => void (told.at(-1) === stage || told.push(stage)),
    });
    expect(["start", ...told]).toEqual(stages);
  });

  it("loses nothing and doubles nothing, wherever it is cut off", async () => {
    const whole = fuse(Number.POSITIVE_INFINITY, "before");
    const test = await openTestWorld({ wrap: (world) => fused(whole, world) });
    await runJourney(deskOf(test, whole), twin);
    expect(whole.names.length).toBeGreaterThan(40);
    const losses: string[] = [];
    for (const [index, name] of whole.names.entries()) {
      // A mail that left without being noted is what most asks for care: every one of them, and a sample of the rest.
      if (name !== "mail" && index % 6 !== 0) continue;
      const when = name === "mail" || index % 4 === 0 ? "after" : "before";
      losses.push(...(await cutOffAt(index + 1, when)).map((loss) => `${when} ${name} ${index}: ${loss}`));
    }
    expect(losses).toEqual([]);
  }, 300_000);

  it("stops with the reason when the officer is refused", async () => {
    const data = anAct({ roles: { ...anAct().roles, signatory: { name: "Nessuno Maria" } } });
    const end = await runJourney(deskOf(await openTestWorld()), { ...twin, data });
    expect(end).toMatchObject({ head: { state: "READY" }, refusal: { code: "REQUEST_NOT_VALID" } });
    expect(end.refusal?.why.it).toContain("firmatario: Nessuno Maria");
  });

  it("stops with the act returned when its PDF cannot be printed", async () => {
    const end = await runJourney(deskOf(await openTestWorld()), {
      ...twin,
      data: anAct({ subject: `Prova ${unprintable}` }),
    });
    expect(end.head).toMatchObject({ state: "RETURNED", turnedBack: { reason: expect.stringContaining("PDF") } });
    expect(endOfDemo(end, { out: "out", lang: "it" }).lines.join("\n")).toContain("Il PDF non si può preparare");
  });

  it("stops where a file is wanted that nobody has", async () => {
    const data = anAct({ declaredAttachments: [{ label: "A", title: "Allegato" }] });
    const end = await runJourney(deskOf(await openTestWorld()), { ...twin, data, files: {} });
    expect(end.head).toMatchObject({ actId: demoActId(data), state: "ATTACHMENTS_PENDING" });
    expect(end.refusal).toBeUndefined();
  });
});

describe("stand-ins for another act's people", () => {
  const roles = { signatory: { name: "Nessuno Maria Luisa" }, rup: { name: "Ugo Inventato" } };

  it("are the same each time, with an unassigned codice fiscale and an address that leads nowhere", () => {
    const people = standInsFor(anAct({ roles: { ...anAct().roles, ...roles } }));
    expect(people.map((person) => person.name)).toEqual(["Ugo Inventato", "Nessuno Maria Luisa"]);
    expect(people).toEqual(standInsFor(anAct({ roles: { ...anAct().roles, ...roles } })));
    for (const { fiscalCode, email } of people) {
      expect(parseFiscalCode(fiscalCode)).toMatchObject({ ok: true });
      expect(fiscalCode).toContain("Z999");
      expect(email).toMatch(/@borgosereno\.example$/);
    }
  });

  it("are not made for whom the directory has, in any spelling", () => {
    expect(standInsFor(twin.data)).toEqual([]);
    expect(standInsFor(anAct({ roles: { signatory: { name: "Adele PROVA" } } }))).toEqual([]);
  });
});
