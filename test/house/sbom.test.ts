// What the product is made of, as npm tells it (CycloneDX 1.5): complete, with a digest and an allowed licence each.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";

const licenceSchema = z.union([
  z.object({ license: z.union([z.object({ id: z.string() }), z.object({ name: z.string() })]) }),
  z.object({ expression: z.string() }),
]);

/** The fields that the specification asks for, and those that a reader of ours needs; others may be there. */
const componentSchema = z.looseObject({
  "bom-ref": z.string().min(1),
  type: z.enum(["library", "application", "framework"]),
  name: z.string().min(1),
  version: z.string().min(1),
  purl: z.string().startsWith("pkg:npm/"),
  licenses: z.array(licenceSchema).default([]),
  properties: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
  hashes: z.array(z.object({ alg: z.literal("SHA-512"), content: z.string().regex(/^[0-9a-f]{128}$/) })).default([]),
});
const sbomSchema = z.looseObject({
  bomFormat: z.literal("CycloneDX"),
  specVersion: z.string().regex(/^1\.[4-9]$/),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f-]{36}$/),
  version: z.int().positive(),
  metadata: z.looseObject({ component: z.looseObject({ "bom-ref": z.string(), version: z.string() }) }),
  components: z.array(componentSchema).min(1),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
});

/**
 * Licences whose code may be given on under the EUPL 1.2 with no more than their notices. `OR`: one of them is enough;
 * `AND`: each must be here.
 */
const allowed = new Set([
  "MIT",
  "MIT-0",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "OFL-1.1",
  "Unlicense",
  "CC0-1.0",
]);

const isAllowed = (expression: string): boolean =>
  expression
    .replace(/[()]/g, "")
    .split(" AND ")
    .every((part) => part.split(" OR ").some((licence) => allowed.has(licence.trim())));

let sbom: z.infer<typeof sbomSchema>;

/** What is delivered: all that is not there for development alone. */
const delivered = () =>
  sbom.components.filter(
    (one) => !one.properties.some(({ name, value }) => name === "cdx:npm:package:development" && value === "true"),
  );
/** `npm:` names another package than the folder it lies in. */
const refOf = ([name, range]: [string, string]): string =>
  range.startsWith("npm:") ? range.slice(4) : `${name}@${range}`;
const manifest = z
  .object({
    version: z.string(),
    dependencies: z.record(z.string(), z.string()),
    optionalDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync("package.json", "utf8")));
beforeAll(() => {
  // npm reads what is installed and the lock file; it asks nobody.
  const npm = process.env["npm_execpath"];
  // Not with --omit dev: npm 11 then leaves out what a tool of development needs too, zod among it.
  const args = ["sbom", "--sbom-format", "cyclonedx"];
  const [program, all] = npm?.endsWith(".js") ? [process.execPath, [npm, ...args]] : ["npm", args];
  const text = execFileSync(program, all, {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "ignore"],
  });
  sbom = sbomSchema.parse(JSON.parse(text));
}, 60_000);

describe("the bill of materials", () => {
  it("names every package that the product depends on, at the version of the lock file", () => {
    const { dependencies, version } = manifest;
    const known = new Set(delivered().map((one) => one["bom-ref"]));
    const wanted = Object.entries(dependencies).map(refOf);
    expect(wanted.filter((ref) => !known.has(ref))).toEqual([]);
    expect(sbom.metadata.component.version).toBe(version);
    expect(delivered().length).toBeGreaterThan(Object.keys(dependencies).length);
  });

  it("has a digest and a licence for each", () => {
    const without = delivered().filter((one) => one.hashes.length === 0 || one.licenses.length === 0);
    expect(without.map((one) => one["bom-ref"])).toEqual([]);
  });

  it("leads from the product to every component, and to nothing that it does not name", () => {
    const edges = new Map(sbom.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
    const reached = new Set<string>();
    const waiting = [...Object.entries(manifest.dependencies), ...Object.entries(manifest.optionalDependencies)].map(
      refOf,
    );
    for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
      if (reached.has(ref)) continue;
      reached.add(ref);
      waiting.push(...(edges.get(ref) ?? []));
    }
    const named = new Set(delivered().map((one) => one["bom-ref"]));
    // Optional packages are for one system: on another they are not installed, nor named.
    const optional = new Set(Object.entries(manifest.optionalDependencies).map(refOf));
    expect([...reached].filter((ref) => !named.has(ref) && !optional.has(ref))).toEqual([]);
    expect([...named].filter((ref) => !reached.has(ref))).toEqual([]);
  });

  it("has no licence that the EUPL's users would have to think about", () => {
    const licences = delivered().map((one) => ({
      name: one.name,
      licence: one.licenses
        .map((each) =>
          "expression" in each ? each.expression : "id" in each.license ? each.license.id : each.license.name,
        )
        .join(" AND "),
    }));
    expect(licences.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
    expect(isAllowed("GPL-3.0")).toBe(false);
    expect(isAllowed("MIT AND GPL-2.0")).toBe(false);
    expect(isAllowed("(BSD-3-Clause OR GPL-2.0)")).toBe(true);
  });
});
