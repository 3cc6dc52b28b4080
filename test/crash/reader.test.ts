// The crash run's reader must be able to fail: each line here is a loss, made by hand on a copy of a whole run.
import { appendFileSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runJourney } from "../../local/demo/journey.ts";
import { leaveResults } from "../../local/demo/results.ts";
import { twin } from "../../local/demo/twin.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { newFolder, openWorldIn } from "../support/world.ts";
import { readRun } from "./reader.ts";

let whole: string;

beforeAll(async () => {
  whole = await newFolder();
  const world = await openWorldIn(join(whole, "data"));
  const { head } = await runJourney({ ...world, warmUp: () => undefined }, twin);
  if (!head) throw new Error("the twin was not carried through");
  await leaveResults({ ...world, warmUp: () => undefined }, head, join(whole, "out"));
  world.close();
});
afterAll(() => rm(whole, { recursive: true, force: true }));

type Change = (run: { readonly dir: string; readonly data: string; readonly out: string }) => void;

async function lossesAfter(change: Change): Promise<string> {
  const dir = await tempFolder();
  await cp(whole, dir, { recursive: true });
  const run = { dir, data: join(dir, "data"), out: join(dir, "out") };
  change(run);
  return readRun(run.data, run.out).losses.join("\n");
}

/** Changes items behind the product's back: `undefined` drops one, an object is written in its place. */
function edit(pattern: string, work: (item: Record<string, unknown>) => Record<string, unknown> | undefined): Change {
  return ({ data }) => {
    const db = new DatabaseSync(join(data, "items.sqlite"));
    const rows = db.prepare("SELECT pk, sk, body FROM items WHERE pk || ' ' || sk LIKE ? ORDER BY pk, sk").all(pattern);
    if (rows.length === 0) throw new Error(`nothing to change: ${pattern}`);
    const row = rows.at(-1);
    const pk = String(row?.["pk"]);
    const item = work(JSON.parse(String(row?.["body"])));
    if (item && (item["pk"] !== pk || item["sk"] !== row?.["sk"]))
      db.prepare("INSERT INTO items (pk, sk, body) VALUES (?, ?, ?)").run(
        String(item["pk"]),
        String(item["sk"]),
        JSON.stringify(item),
      );
    else if (item)
      db.prepare("UPDATE items SET body = ? WHERE pk = ? AND sk = ?").run(JSON.stringify(item), pk, String(item["sk"]));
    else db.prepare("DELETE FROM items WHERE pk = ? AND sk = ?").run(pk, String(row?.["sk"]));
    db.close();
  };
}

const drop = (pattern: string) => edit(pattern, () => undefined);
const set = (pattern: string, over: Record<string, unknown>) => edit(pattern, (item) => ({ ...item, ...over }));
const twice = (pattern: string, sk: string, over: Record<string, unknown> = {}) =>
  edit(pattern, (item) => ({ ...item, sk, ...over }));

/** The folder of an object: its `head.json` and its bytes. */
function objectPlace(
  data: string,
  key: string,
): { readonly head: string; readonly bytes: string; readonly place: string } {
  const root = join(data, "objects", "objects");
  const heads = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith("head.json"));
  for (const name of heads) {
    const head = JSON.parse(readFileSync(join(root, name), "utf8"));
    const place = join(root, name, "..");
    if (String(head.key).includes(key))
      return { head: join(root, name), bytes: join(place, String(head.sha256).toLowerCase()), place };
  }
  throw new Error(`no object ${key}`);
}

const inFile =
  (path: string, work: (text: string) => string): Change =>
  ({ dir }) =>
    writeFileSync(join(dir, path), work(readFileSync(join(dir, path), "latin1")), "latin1");
const firstMail = (data: string) => join(data, "mail", readdirSync(join(data, "mail"))[0] ?? "");

const losses: readonly (readonly [string, Change, RegExp])[] = [
  ["a dropped register slot", drop("%#REG#% N#%"), /register: 0 slots/],
  ["a second register slot", twice("%#REG#% N#%", "N#0002707", { number: 2707 }), /register: 2 slots/],
  ["a slot for other bytes", set("%#REG#% N#%", { original: "AB".repeat(32) }), /slot 2706 was changed/],
  ["a gap in the register", set("%#REG#% COUNTER", { last: 2707 }), /opened 2705, last 2707/],
  ["a head of another chain", set("%#REG#% COUNTER", { headHash: "CD".repeat(32) }), /head is not the last slot/],
  ["an act that nobody finds by number", drop("%#NUM#%"), /0 acts are found by number/],
  ["a changed event", set("% AUD#%05", { told: { salt: "00", event: { type: "x", data: {} } } }), /commits to another/],
  ["a dropped audit entry", drop("% AUD#%"), /the act names entry \d+/],
  ["a changed audit entry", set("% AUD#%03", { hash: "EF".repeat(32) }), /audit: entry 3 is not chained/],
  ["an undelivered event", set("% AUD#%", { gsi5pk: "OB#1", gsi5sk: "2025" }), /outbox: .* is undelivered/],
  ["an upload left open", set("% HEAD#SIGNED", { signedUpload: { slotId: "X" } }), /uploads: one was left open/],
  ["a second decision on a step", twice("% ASG#%#01#%", "ASG#0001#01#zeno"), /decisions: 2 of step 1/],
  ["a lost decision", set("% ASG#%#02#%", { decision: undefined }), /decisions: 0 of step 2/],
  [
    "a decision on another text",
    set("% ASG#%#02#%", { decision: { choice: "SIGN", manifestDigest: "AB".repeat(32) } }),
    /about another manifest/,
  ],
  [
    "two links that open",
    edit("TOK#%", (item) => ({ ...item, pk: `TOK#${"A".repeat(64)}` })),
    /2 that are not revoked/,
  ],
  ["a newest link that is revoked", set("TOK#%", { state: "REVOKED" }), /0 that are not revoked/],
  ["an unknown link in a mail", drop("TOK#%"), /one that nobody knows/],
  ["a lost mail", ({ data }) => rmSync(firstMail(data)), /da-approvare to .* was never sent/],
  ["a mail cut off", ({ data }) => truncateSync(firstMail(data), 90), /mail .*json: /],
  [
    "a changed byte in an object",
    ({ data }) => flip(objectPlace(data, "/original/").bytes),
    /not those of the file's name/,
  ],
  [
    "an object cut off",
    ({ data }) => truncateSync(objectPlace(data, "/copy/").bytes, 999),
    /999 bytes, \d+ in head.json/,
  ],
  ["an object without its bytes", ({ data }) => rmSync(objectPlace(data, "/data/").bytes), /holds no bytes/],
  ["an object without its head", ({ data }) => rmSync(objectPlace(data, "/data/").head), /ENOENT/],
  [
    "an object that is gone",
    ({ data }) => rmSync(objectPlace(data, "/copy/").place, { recursive: true }),
    /HEAD#\w+ names acts\/.*, which is not there/,
  ],
  [
    "a half-received object",
    ({ data }) => writeFileSync(join(data, "objects/temp/1-ab"), ""),
    /left behind: objects\/temp/,
  ],
  [
    "a half-written key",
    ({ data }) => writeFileSync(join(data, "upload-secret.7-0.tmp"), ""),
    /left behind: upload-secret/,
  ],
  // The original has one digest for ever; the copy has one more with each revision.
  ["a digest that the portal forgot", drop("%#PFP#% %#originale"), /portal: originale is not found/],
  ["a second act", edit("% HEAD", (item) => ({ ...item, pk: "T#x#ACT#Y" })), /acts: 2, one was expected/],
  ["no act at all", drop("% HEAD"), /acts: 0, one was expected/],
  [
    "other bytes for the original",
    ({ out }) => appendFileSync(join(out, "original.pdf"), "\n"),
    /original.pdf is not the/,
  ],
  ["no copy in the results", ({ out }) => rmSync(join(out, "copy.pdf")), /copy.pdf is not the sealed copy/],
  [
    "no attachments in the results",
    ({ out }) => rmSync(join(out, "attachments"), { recursive: true }),
    /out: attachment B/,
  ],
  ["no mails in the results", ({ out }) => rmSync(join(out, "mail"), { recursive: true }), /out: 6 mails are missing/],
  ["an act file cut off", ({ out }) => truncateSync(join(out, "act.json"), 50), /out: act.json cannot be read/],
  [
    "an act file without its number",
    inFile("out/act.json", (text) => text.replace('"number": 2706', '"number": 1')),
    /act.json says/,
  ],
  ["an audit file that is shorter", inFile("out/audit.json", shorter), /out: audit.json says something else/],
];

function shorter(text: string): string {
  const audit = JSON.parse(text) as { history: unknown[] };
  return JSON.stringify({ ...audit, history: audit.history.slice(1) });
}

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

describe("the reader of a crash run", () => {
  it("finds nothing to say about a whole run, and counts it", async () => {
    expect(await lossesAfter(() => undefined)).toBe("");
    expect(readRun(join(whole, "data"), join(whole, "out")).counts).toMatchObject({
      numbers: 1,
      // The fourth is the visto, after the number; its notice and its link come with it.
      decisions: 4,
      notices: 5,
      mails: 6,
      links: 4,
      revoked: 0,
    });
  });

  it.each(losses)("finds %s", async (_name, change, expected) => {
    expect(await lossesAfter(change)).toMatch(expected);
  });
});
