// Proves that publiccode.yml is what the catalogue of public software reads (publiccode.yml 0.7).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { root } from "./planted-tree.ts";

const description = z.strictObject({
  localisedName: z.string().optional(),
  shortDescription: z.string().min(1).max(150),
  longDescription: z.string().min(150).max(10_000),
  features: z.array(z.string().max(100)).min(1),
});
/** Keys that are mandatory, and the optional ones that we use; the whole `IT:` section is deprecated in 0.7. */
const publiccode = z.strictObject({
  publiccodeYmlVersion: z.literal("0.7"),
  name: z.string(),
  url: z.url(),
  releaseDate: z.iso.date(),
  softwareVersion: z.string(),
  platforms: z.array(z.string()).min(1),
  categories: z.array(z.string()),
  developmentStatus: z.enum(["concept", "development", "beta", "stable", "obsolete"]),
  softwareType: z.literal("standalone/web"),
  intendedAudience: z.strictObject({ scope: z.array(z.string()), countries: z.array(z.string().regex(/^[A-Z]{2}$/)) }),
  description: z.strictObject({ it: description, en: description }),
  legal: z.strictObject({ license: z.string() }),
  maintenance: z.strictObject({ type: z.enum(["none", "internal", "contract", "community"]) }),
  localisation: z.strictObject({ localisationReady: z.boolean(), availableLanguages: z.array(z.string()).min(1) }),
  supports: z.array(z.strictObject({ id: z.string().regex(/^alias:/) })),
  dependsOn: z.strictObject({
    open: z.array(z.strictObject({ name: z.string(), versionMin: z.string(), optional: z.boolean() })),
    proprietary: z.array(z.strictObject({ name: z.string(), optional: z.boolean() })),
  }),
});

const text = readFileSync(join(root, "publiccode.yml"), "utf8");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

describe("publiccode.yml", () => {
  it("has every key that it must have, and none that is unknown or deprecated", () => {
    const read = publiccode.safeParse(parse(text));
    expect(read.error?.issues ?? []).toEqual([]);
  });

  it("says the version and the licence of the package", () => {
    const { softwareVersion, legal } = publiccode.parse(parse(text));
    expect([softwareVersion, legal.license]).toEqual([manifest.version, manifest.license]);
  });

  it("would be refused with a short description that the catalogue cuts", () => {
    const long = { ...parse(text), description: { ...parse(text).description } };
    long.description.it = { ...long.description.it, shortDescription: "x".repeat(151) };
    expect(publiccode.safeParse(long).success).toBe(false);
  });
});
