// Takes `many` numbers from the counter, each with its slot, racing with whoever else has the file open.
import { writeSync } from "node:fs";
import { openSqliteItems } from "../../../../shared/adapters/embedded/sqlite-items.ts";

const [file = "", name = "", many = "0"] = process.argv.slice(2);
const items = openSqliteItems({ file, now: () => new Date(0) });
for (let taken = 0; taken < Number(many); ) {
  const counter = await items.get({ pk: "REG", sk: "COUNTER" });
  const last = typeof counter?.["last"] === "number" ? counter["last"] : 0;
  const outcome = await items.transact([
    {
      update: { pk: "REG", sk: "COUNTER" },
      set: { last: last + 1 },
      if: counter === undefined ? { absent: "pk" } : { attr: "last", op: "=", value: last },
    },
    { put: { pk: "REG", sk: `N#${String(last + 1).padStart(7, "0")}`, by: name }, if: { absent: "pk" } },
  ]);
  if (outcome.ok) taken += 1;
  else if (outcome.reason === "conflict") throw new Error("waited too long for the other process");
}
items.close();
writeSync(1, "done\n");
