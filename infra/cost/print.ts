// `npm run cost [-- --context stage=prod]`: what a month costs on AWS, from the synthesized templates and the counted
// requests of an act, beside machines that are always on. Works offline; nothing is deployed or asked.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { buildApp } from "../build-app.ts";
import { repository } from "../repository.ts";
import { heldIn } from "./held.ts";
import { type Assumptions, monthCost, type Prices, type Requests, totalOf } from "./month-cost.ts";

const json = (path: string): unknown => JSON.parse(readFileSync(repository(path), "utf8"));
const prices = json("infra/cost/prices.json") as Prices & { readonly date: string; readonly source: string };
const requests = json("infra/cost/requests.json") as Requests & { readonly counted: string };
const assumptions = json("infra/cost/assumptions.json") as Assumptions;
const { context } = z.looseObject({ context: z.record(z.string(), z.unknown()) }).parse(json("cdk.json"));
const stage = /^stage=(.+)$/.exec(process.argv[process.argv.indexOf("--context") + 1] ?? "")?.[1];

process.env["CDK_VALIDATION"] = "false";
const outdir = mkdtempSync(join(tmpdir(), "visto-cost-"));
try {
  // Bundles cost nothing by themselves: they are left out.
  const told = { ...context, ...(stage === undefined ? {} : { stage }), "aws:cdk:bundling-stacks": [] };
  const { app, workflow, web } = buildApp({ outdir, context: told, analyticsReporting: false });
  const held = heldIn(app.synth());
  const functions = [...workflow.functions, ...web.functions].map(({ spec }) => spec);
  const months = [0, 100, 1000, 100_000].map((acts) => ({
    acts,
    lines: monthCost(acts, { prices, requests, assumptions, held, functions }),
  }));
  console.log(`Prices of ${prices.date}: ${prices.source}`);
  console.log(`Requests of an act counted on ${requests.counted} (npm run simulate-month -- --write).\n`);
  const columns = (cells: readonly string[]) => cells.map((cell) => cell.padStart(12)).join("");
  console.log(`${"acts a month".padEnd(36)}${columns(months.map(({ acts }) => acts.toLocaleString("en")))}`);
  for (const [at, { what }] of (months[0]?.lines ?? []).entries())
    console.log(`${what.padEnd(36)}${columns(months.map(({ lines }) => (lines[at]?.dollars ?? 0).toFixed(2)))}`);
  console.log(`${"USD a month".padEnd(36)}${columns(months.map(({ lines }) => totalOf(lines).toFixed(2)))}`);
  const each = months.map(({ acts, lines }) => (acts === 0 ? "" : (totalOf(lines) / acts).toFixed(4)));
  console.log(`${"USD an act".padEnd(36)}${columns(each)}\n`);
  const others = z.record(z.string(), z.object({ says: z.string(), month: z.number() })).parse(prices["alwaysOn"]);
  console.log("Always on, whatever comes (bytes out, mails and storage not counted):");
  for (const { says, month } of Object.values(others)) console.log(`${month.toFixed(2).padStart(9)}  ${says}`);
} finally {
  rmSync(outdir, { recursive: true });
}
