// `npm run simulate-month -- --acts 100000 [--seconds 110] [--full] [--no-log] [--write]`: a month's acts by the real use cases on
// the embedded stores, every request counted as AWS would count it. What does not fit the time is extrapolated, and said.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { indexes } from "../../shared/workflow/ports/items.ts";
import { hotKeys } from "./hot-keys.ts";
import { runMonth } from "./month.ts";

const { values } = parseArgs({
  options: {
    acts: { type: "string", default: "100000" },
    seconds: { type: "string", default: "110" },
    full: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    log: { type: "boolean", default: true },
  },
  allowNegative: true,
});
const acts = Number(values.acts);
if (!Number.isSafeInteger(acts) || acts < 1) {
  console.error(`--acts ${values.acts}: atteso un numero intero da 1 / expected a whole number from 1`);
  process.exit(2);
}
const seconds = values.full ? Number.POSITIVE_INFINITY : Number(values.seconds);
const month = await runMonth({ acts, seconds, log: values.log });
const { perAct, sweep, log } = month;
const factor = acts / perAct.acts;

console.log(
  `${perAct.acts} acts in ${month.seconds.toFixed(0)} s, from the draft to the portal, 3 attachments and 3 decisions each`,
);
if (factor > 1)
  console.log(
    `extrapolated ${factor.toFixed(0)} times to ${acts} acts; all of them by --full, in about ${Math.ceil((month.seconds * factor) / 3600)} h here`,
  );
for (const [name, value] of Object.entries(perAct))
  if (name !== "acts") console.log(`  ${name.padEnd(20)} ${value} an act`);
console.log(`  a minute's sweep      ${sweep.queries} queries, ${sweep.readUnits} read units`);
if (values.log)
  console.log(
    `  a batch of the log    ${log.puts} objects, ${log.gets + log.heads} looks at objects, ${log.readUnits} read units`,
  );

const each = (units: number) => (units / perAct.acts).toFixed(1).padStart(6);
console.log("write units an act by what is written:");
for (const [kind, units] of [...month.items.kinds].sort((a, b) => b[1] - a[1]))
  console.log(`  ${each(units)}  ${kind}`);
console.log("write units an act by change, and how often an act makes it:");
for (const [change, { units, times, kinds }] of [...month.items.changes].sort((a, b) => b[1].units - a[1].units)) {
  const written = [...kinds].sort((a, b) => b[1] - a[1]).map(([kind, some]) => `${kind} ${each(some).trim()}`);
  console.log(`  ${each(units)}  ${each(times).trim()} × ${change}: ${written.join(", ")}`);
}
console.log("of which in each index:");
for (const index of indexes) {
  const own = [...month.items.indexPartitions].filter(([key]) => key.startsWith(`${index} `));
  console.log(`  ${each(own.reduce((sum, [, units]) => sum + units, 0))}  ${index}`);
}

// A month has 21 days of 6 hours in an office; ten times that mean at peak.
const peak = (10 * acts) / (21 * 6 * 3600);
console.log(
  `the hottest key of each shape in a month of ${acts} acts: its part of all writes, and its writes a second at`,
);
console.log("ten times an office's mean hour (DynamoDB takes 1,000 a key):");
for (const { shape, counter, part } of hotKeys(month.items, { counted: perAct.acts, month: acts })) {
  const note = counter ? "  (a counter)" : part > 0.01 ? "  OVER 1 %" : "";
  const rate = (peak * perAct.writeUnits * part).toFixed(2).padStart(7);
  console.log(`  ${(100 * part).toFixed(3).padStart(7)} %  ${rate}/s  ${shape}${note}`);
}

if (values.write)
  writeFileSync(
    new URL("../../infra/cost/requests.json", import.meta.url),
    `${JSON.stringify({ counted: new Date().toISOString().slice(0, 10), perAct, sweep, log }, null, 2)}\n`,
  );
