// Proves what each function carries: what it does not need is not there, and what is there has a size that was decided.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type Bundle, bundleFunction } from "../../infra/bundle.ts";
import { functions } from "../../infra/functions.ts";

let bundles: readonly (Bundle & { readonly name: string })[];
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), "visto-bundles-"));
  bundles = functions.map(({ name }) => ({ name, ...bundleFunction({ name }, join(folder, name)) }));
  rmSync(folder, { recursive: true });
}, 600_000);

/**
 * What each reads at its start, at most, in kB, minified. The goal for functions that only move items is 400 (performance: G6); those
 * that verify, render or draw pages have more to carry. A figure is lowered when a bundle shrinks, and raised by decision.
 */
const kilobytes: Readonly<Record<string, number>> = {
  dispatch: 315,
  "mail-feedback": 360,
  "assign-number": 450,
  "send-notices": 465,
  "publish-act": 630,
  "attachment-arrived": 1110,
  sweep: 1140,
  "render-act": 1560,
  "seal-copy": 2310,
  web: 1620,
};

const holders = (part: string) =>
  bundles.filter(({ packages }) => [...packages].some((name) => name === part || name.startsWith(`${part}/`)));
const namesOf = (some: typeof bundles) => some.map(({ name }) => name).sort();
const renderers: readonly string[] = functions.flatMap(({ name, renders }) => (renders ? [name] : [])).sort();

describe("the bundles", () => {
  it.each(functions)("$name is no larger than was decided", ({ name }) => {
    const { start = 0 } = bundles.find((one) => one.name === name) ?? {};
    expect(start).toBeGreaterThan(0);
    expect(start / 1000).toBeLessThanOrEqual(kilobytes[name] ?? 0);
  });

  it("carry node-forge only where the seal is made", () => {
    expect(namesOf(holders("node-forge"))).toEqual(
      functions.flatMap(({ name, seals }) => (seals ? [name] : [])).sort(),
    );
  });

  it.each(["pdf-lib", "@cantoo/pdf-lib", "@myriaddreamin"])("carry %s only where pages are made", (part) => {
    expect(namesOf(holders(part)).filter((name) => !renderers.includes(name))).toEqual([]);
  });

  it("carry no language of zod that nobody speaks here: its root import would bring them all", () => {
    for (const { name, parts } of bundles) expect(parts["zod"] ?? 0, name).toBeLessThan(130_000);
  });

  it("carry nothing of the machine's own way to run, of infrastructure or of tests", () => {
    for (const part of ["local", "cli", "infra", "test", "bench", "hash-wasm", "aws-cdk-lib"])
      expect(namesOf(holders(part)), part).toEqual([]);
  });
});
