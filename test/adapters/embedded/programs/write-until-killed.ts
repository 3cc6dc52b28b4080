// Writes items for ever and prints each key once the store has acknowledged it.
import { writeSync } from "node:fs";
import { openSqliteItems } from "../../../../shared/adapters/embedded/sqlite-items.ts";

const [file = "", from = "0"] = process.argv.slice(2);
const items = openSqliteItems({ file, now: () => new Date(0) });
for (let at = Number(from); ; at += 1) {
  const outcome = await items.transact([
    { put: { pk: "ACT", sk: `AUD#${String(at).padStart(8, "0")}`, at }, if: { absent: "pk" } },
    { update: { pk: "ACT", sk: "HEAD" }, set: { at, text: "x".repeat(2000) } },
  ]);
  if (!outcome.ok) throw new Error(outcome.reason);
  writeSync(1, `${at}\n`);
}
