// Gives numbers to whatever signed acts wait in the outbox, racing with whoever else has the file open, until none waits.
// Says each on a line, so that whoever kills it knows how far it came.
import { randomBytes } from "node:crypto";
import { writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { borgoSereno } from "../../../../local/demo/borgo-sereno.ts";
import { openSqliteItems } from "../../../../shared/adapters/embedded/sqlite-items.ts";
import { assignNumber, dueEvents, idMaker } from "../../../../shared/workflow/index.ts";

const [file = ""] = process.argv.slice(2);
const instant = "2025-12-24T10:00:00.000Z";
const now = () => new Date(instant);
const items = openSqliteItems({ file, now });
const bytes = (length: number) => new Uint8Array(randomBytes(length));
const world = {
  settings: borgoSereno("http://127.0.0.1:8080"),
  items,
  clock: () => instant,
  newId: idMaker(now, bytes),
  randomBytes: bytes,
  pause: (milliseconds: number) => wait(milliseconds * Math.random()),
};
for (;;) {
  const due = (await dueEvents(world)).filter((event) => event.type === "act.signed.v1");
  if (due.length === 0) break;
  for (const event of due.slice(0, 50).sort(() => Math.random() - 0.5)) {
    // Too often in each other's way: the event stays due, and comes again.
    await assignNumber(world, event).catch(() => wait(5));
    writeSync(1, "one\n");
  }
}
items.close();
writeSync(1, "done\n");
