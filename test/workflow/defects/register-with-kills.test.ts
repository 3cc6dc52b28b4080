// Defect: a counter that is taken first and an act that is written later leave gaps where a process dies in between, and
// numbers that are read before they are written leave duplicates (design: workflow.md §9, 16 gaps and 299 duplicates).
import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { borgoSereno } from "../../../local/demo/borgo-sereno.ts";
import type { ActHead } from "../../../shared/act/index.ts";
import { openSqliteItems } from "../../../shared/adapters/embedded/sqlite-items.ts";
import { idMaker, openRegister } from "../../../shared/workflow/index.ts";
import { commit } from "../../../shared/workflow/model/commit.ts";
import { officer, people, signature, signed, stored, upload } from "../../act/machine/commands.ts";
import { complete, create, led } from "../../act/machine/given.ts";
import { expectWholeRegister, headsIn } from "../../support/invariants.ts";
import { runChild } from "../../support/run-child.ts";
import { dumpItems, newFolder } from "../../support/world.ts";

const acts = 1_000;
const program = new URL("./programs/number-acts.ts", import.meta.url);

/** An act whose signed file was accepted a moment ago. */
const waiting: ActHead = led(
  undefined,
  create(),
  complete,
  { type: "submit", by: officer, route: [signature(people.adele)] },
  { type: "openApproval", rev: 1, mainDoc: stored("1"), dueAt: "2025-12-31T09:00:00.000Z" },
  { type: "openSignedUpload", who: people.adele.who, upload: upload("F", { by: people.adele.who }), limit: 100 },
  { type: "recordSignature", slotId: "F", outcome: { accepted: true, signed: signed() } },
);

async function furnish(file: string): Promise<void> {
  const now = () => new Date("2025-12-24T09:00:00.000Z");
  const items = openSqliteItems({ file, now });
  const bytes = (length: number) => new Uint8Array(randomBytes(length));
  const settings = borgoSereno("http://127.0.0.1:8080");
  const world = { settings, items, clock: () => now().toISOString(), newId: idMaker(now, bytes), randomBytes: bytes };
  await openRegister(world, { year: 2025, lastNumber: 0, lastDate: "2025-12-24", source: "PROVA" });
  for (let n = 0; n < acts; n += 1) {
    const head = { ...waiting, tenant: settings.tenant, actId: world.newId(), ver: 1, auditSeq: 0, auditHead: "" };
    const events = [{ type: "act.signed.v1" as const, data: { rev: 1 } }];
    const written = await commit(world, undefined, { head: head as ActHead, items: [], events });
    if (!written.ok) throw new Error(written.reason);
  }
  items.close();
}

/** Starts it again as often as it is killed. Answers how often that was. */
async function untilDone(file: string, killAfter: readonly number[]): Promise<number> {
  for (let kills = 0; ; kills += 1) {
    const child = runChild(program, file);
    const after = killAfter[kills];
    let given = 0;
    for await (const line of child.lines) {
      given += line === "one" ? 1 : 0;
      if (given === after) child.process.kill("SIGKILL");
    }
    if ((await child.ended) === 0) return kills;
  }
}

it("a register of 1000 acts has no gap and no duplicate, though two processes give numbers and are killed", async () => {
  const dir = await newFolder();
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const file = join(dir, "items.sqlite");
  await furnish(file);
  const kills = await Promise.all([untilDone(file, [37, 90, 61, 5]), untilDone(file, [53, 22, 118])]);
  expect(kills[0] + kills[1]).toBeGreaterThan(4);
  const items = dumpItems(dir);
  const numbers = headsIn(items).map((head) => head.registration?.number ?? 0);
  expect(numbers.sort((one, other) => one - other)).toEqual(Array.from({ length: acts }, (_, n) => n + 1));
  expectWholeRegister(items);
  expect(items.filter((item) => "gsi5pk" in item && item["type"] === "act.signed.v1")).toEqual([]);
}, 180_000);
