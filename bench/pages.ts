// How heavy the portal's pages are and how soon they begin: the product with its demo act, read by a real Chromium over
// HTTP on this machine. A first visit has an empty cache, the next one what the first left. Exits 1 above the budget.
//
//   npm run bench:pages -- [--rounds 20]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "../local/serve.ts";
import { openChromium, type Visit, visit } from "./page-weight.ts";

const at = process.argv.indexOf("--rounds");
const rounds = at < 0 ? 20 : Number(process.argv[at + 1]);
/**
 * kB of 1,000 bytes and milliseconds. The times are this machine's with nothing between, and the network comes on top:
 * 800 ms is what web.dev calls good for the first byte, all told. A machine with nothing else to do answers in 20 ms.
 */
const budget = { first: 200, next: 20, p50: 100, p95: 400 };

const dir = mkdtempSync(join(tmpdir(), "visto-bench-"));
const told = (fault: unknown, about: string) => console.error(`${about}: ${String(fault)}`);
const product = await serve({ port: 0, dir, say: () => undefined, told });
const browser = await openChromium();
let above = 0;
const kb = (bytes: number) => (bytes / 1000).toFixed(1).padStart(6);
function percentile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

async function measure(name: string, path: string): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const first = await visit(page, `${product.url}${path}`);
  const next: Visit[] = [];
  for (let round = 0; round < rounds; round += 1) next.push(await visit(page, `${product.url}${path}`));
  await context.close();
  const times = next.map((one) => one.firstByte);
  const worst = Math.max(...next.map((one) => one.bytes));
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
  const fits = first.bytes < budget.first * 1000 && worst < budget.next * 1000 && p50 < budget.p50 && p95 < budget.p95;
  if (!fits) above += 1;
  console.log(
    `${name.padEnd(22)} first ${kb(first.bytes)} kB in ${String(first.requests).padStart(2)}   next ${kb(worst)} kB` +
      `   first byte p50 ${p50.toFixed(1).padStart(5)} ms  p95 ${p95.toFixed(1).padStart(5)} ms   ${fits ? "within" : "ABOVE"}`,
  );
  if (name === "act" || !fits) for (const [part, bytes] of first.parts) console.log(`    ${kb(bytes)}  ${part}`);
}

try {
  await product.seeded;
  const list = await (await fetch(`${product.url}/trasparenza`)).text();
  const [act] = /\/trasparenza\/\d{4}\/\d+/.exec(list) ?? [];
  if (!act) throw new Error("the demo published no act");
  const { first, next, p50, p95 } = budget;
  console.log(`budget: first ${first} kB, next ${next} kB, first byte p50 ${p50} ms, p95 ${p95} ms`);
  const pages = { act, "act on the albo": act.replace("trasparenza", "albo"), home: "/", search: "/trasparenza" };
  for (const [name, path] of Object.entries({ ...pages, verify: "/verifica" })) await measure(name, path);
} finally {
  await browser.close();
  await product.close();
  rmSync(dir, { recursive: true, force: true });
}
if (above > 0) console.error(`${above} above the budget`);
process.exit(above > 0 ? 1 : 0);
