// `npm run simulate-month -- --acts 100000 [--seconds 110] [--full] [--write]`: a month's acts by the real use cases on
// the embedded stores, every request counted as AWS would count it. What does not fit the time is extrapolated, and said.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { hottest, isOfOneAct, runMonth } from "./month.ts";

const { values } = parseArgs({
  options: {
    acts: { type: "string", default: "100000" },
    seconds: { type: "string", default: "110" },
    full: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
const acts = Number(values.acts);
if (!Number.isSafeInteger(acts) || acts < 1) {
  console.error(`--acts ${values.acts}: atteso un numero intero da 1 / expected a whole number from 1`);
  process.exit(2);
}
const seconds = values.full ? Number.POSITIVE_INFINITY : Number(values.seconds);
const month = await runMonth({ acts, seconds });
const { perAct, sweep } = month;
const factor = acts / perAct.acts;

console.log(`${perAct.acts} acts in ${month.seconds.toFixed(0)} s, from the draft to the portal, 3 attachments each`);
if (factor > 1)
  console.log(
    `extrapolated ${factor.toFixed(0)} times to ${acts} acts; all of them by --full, in about ${Math.ceil((month.seconds * factor) / 3600)} h here`,
  );
for (const [name, value] of Object.entries(perAct))
  if (name !== "acts") console.log(`  ${name.padEnd(20)} ${value} an act`);
console.log(`  a minute's sweep      ${sweep.queries} queries, ${sweep.readUnits} read units`);

console.log("write units an act by what is written, the largest:");
const kinds = [...month.items.kinds].sort((a, b) => b[1] - a[1]).slice(0, 12);
for (const [kind, units] of kinds) console.log(`  ${(units / perAct.acts).toFixed(1).padStart(6)}  ${kind}`);

// With all the acts of the month, a key of one act has its part by the number of acts; a shared one keeps its part.
const { table, index } = hottest(month);
const shared = table.filter(([key]) => !isOfOneAct(key));
const single = table.find(([key]) => isOfOneAct(key));
console.log("partition keys of the table, part of the month's writes:");
for (const [key, part] of shared.slice(0, 6)) console.log(`  ${(100 * part).toFixed(2)} %  ${key}`);
if (single)
  console.log(
    `  ${((100 * single[1]) / factor).toFixed(4)} %  the largest of one act alone (${single[0].split("#")[0]}#…)`,
  );
// A register's counter takes one update for each act. A month has 21 days of 6 hours in an office; ten times that at peak.
const peak = (10 * acts) / (21 * 6 * 3600);
console.log("largest partition of each index, with its writes a second at that peak (DynamoDB takes 1,000 a key):");
for (const [key, part] of index)
  console.log(
    `  ${(100 * part).toFixed(1).padStart(5)} %  ${(peak * perAct.writeUnits * part).toFixed(0).padStart(4)}/s  ${key}`,
  );
console.log(
  `counter of the register: ${peak.toFixed(2)} writes a second at ten times an office's mean hour; DynamoDB takes 1,000 a key`,
);

if (values.write)
  writeFileSync(
    new URL("../../infra/cost/requests.json", import.meta.url),
    `${JSON.stringify({ counted: new Date().toISOString().slice(0, 10), perAct, sweep }, null, 2)}\n`,
  );
