// A timestamp a day over the log's root, by an authority that answers, does not answer, or answers about something else.
import { describe, expect, it, onTestFinished } from "vitest";
import { openSqliteItems } from "../../../shared/adapters/embedded/sqlite-items.ts";
import { tokenIsOver } from "../../../shared/seal/index.ts";
import { readCheckpointText, readStamp, stampLog } from "../../../shared/workflow/log.ts";
import { openJournal } from "../../support/journal.ts";
import { addEntries, openLogWorld, runLog } from "../../support/log.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { tokenOver } from "../../support/timestamp-authority.ts";

const nonce = new Uint8Array([1, 2, 3]);
const sha256 = async (text: string) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));

async function aLog() {
  const dir = await tempFolder();
  const items = openSqliteItems({ file: `${dir}/items.sqlite`, now: () => new Date() });
  onTestFinished(() => items.close());
  const world = await openLogWorld(items, dir, "ente");
  await addEntries(world, "01AAAA1", 1, 3);
  await runLog(world);
  const asked: Uint8Array[] = [];
  let now = Date.parse("2025-12-24T22:30:00.000Z");
  const stamp = async (imprint: Uint8Array) => {
    asked.push(imprint);
    return tokenOver({ imprint, nonce });
  };
  const clock = () => new Date(now).toISOString();
  const forward = (hours: number) => {
    now += hours * 3_600_000;
  };
  return { world: { ...world, clock, timestamps: { stamp } }, asked, forward };
}

describe("the log's timestamp", () => {
  it("is over the checkpoint's bytes, once a day of Rome, and only where the log has grown", async () => {
    const { world, asked, forward } = await aLog();
    expect(await stampLog(world)).toBe(3);
    const imprint = await sha256((await readCheckpointText(world)) ?? "");
    expect(asked).toEqual([imprint]);
    const place = { bucket: "portal", key: "log/timestamp/3.tsr" } as const;
    const head = await world.objects.head(place);
    const parts: Uint8Array[] = [];
    for await (const part of (head && (await world.objects.read(head))) ?? []) parts.push(part);
    // TimeStampResp: status 0, then the token.
    expect(Buffer.concat(parts).subarray(4, 9).toString("hex")).toBe("3003020100");
    expect(tokenIsOver(new Uint8Array(Buffer.concat(parts).subarray(9)), imprint)).toBe(true);
    await addEntries(world, "01AAAA1", 4, 2);
    await runLog(world);
    expect(await stampLog(world)).toBeUndefined();
    // Midnight of Rome, not of Greenwich.
    forward(1);
    expect(await stampLog(world)).toBe(5);
    forward(24);
    expect(await stampLog(world)).toBeUndefined();
    expect(await readStamp(world.items, world.settings.tenant)).toEqual(
      expect.objectContaining({ size: 5, number: 1 }),
    );
    expect(asked).toHaveLength(2);
  });

  it("that is not had is asked for again, counts as a fault, and nothing stands in for it", async () => {
    const { world } = await aLog();
    const { journal, numbers } = openJournal();
    const away = { stamp: () => Promise.reject(new Error("no answer")) };
    await expect(stampLog({ ...world, journal, timestamps: away })).rejects.toThrow("no answer");
    const other = { stamp: async () => tokenOver({ imprint: new Uint8Array(32), nonce }) };
    await expect(stampLog({ ...world, journal, timestamps: other })).rejects.toThrow("over other bytes");
    expect(numbers().get("TimestampFaults")).toEqual([1]);
    expect(await readStamp(world.items, world.settings.tenant)).toBeUndefined();
    expect(await stampLog(world)).toBe(3);
  });

  it("is asked for by nobody where there is no authority, or no log", async () => {
    const { timestamps: _, ...world } = (await aLog()).world;
    expect(await stampLog(world)).toBeUndefined();
    const { world: other, asked } = await aLog();
    expect(await stampLog({ ...other, settings: { ...other.settings, tenant: "altro" } })).toBeUndefined();
    expect(asked).toEqual([]);
  });
});
