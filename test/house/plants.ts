/** A file that breaks one sentence of the rule of imports, and what the machine must say of it. */
export type Plant = {
  readonly sentence: 1 | 2 | 3 | 4 | 5 | 6;
  readonly what: string;
  readonly path: string;
  readonly source: string;
  readonly says: RegExp;
};

const pure = ["act", "signature", "register", "pdf", "seal"] as const;
const allowedBetweenPure = ["register>act", "pdf>act", "seal>signature"];
/** Open to the compiler because a project's references are transitive; the linter closes all but seal/pdf. */
const closedByLinter = ["pdf>seal", "pdf>signature"];
const folders = [
  ...pure.map((name) => `shared/${name}`),
  "shared/workflow",
  "shared/adapters/aws",
  "shared/adapters/embedded",
  "shared/adapters/network",
  "functions/one",
  "local",
  "cli",
  "web",
  "infra",
  "bench",
];

/** What the plants import: one harmless module a place. */
export const targets: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...folders.map((folder) => `${folder}/thing.ts`),
    "functions/two/thing.ts",
    "shared/workflow/ports/thing.ts",
    "shared/adapters/aws/table.ts",
    "shared/seal/pdf/thing.ts",
    "test/thing.ts",
  ].map((path) => [path, "export const thing = 1;\nexport type Thing = number;\n"]),
);

const slug = (text: string) => encodeURIComponent(text).replaceAll("%", "-").toLowerCase();
const up = (folder: string) => "../".repeat(folder.split("/").length);

function importing(sentence: Plant["sentence"], folder: string, target: string, says: RegExp): Plant {
  const specifier = target.endsWith(".ts") ? `${up(folder)}${target}` : target;
  return importingAs(sentence, folder, specifier, says);
}

function importingAs(sentence: Plant["sentence"], folder: string, specifier: string, says: RegExp): Plant {
  return {
    sentence,
    what: `${folder} importing ${specifier}`,
    path: `${folder}/planted-${slug(specifier)}.ts`,
    source: `import * as planted from ${JSON.stringify(specifier)};\nexport const used: unknown = planted;\n`,
    says,
  };
}

function saying(sentence: Plant["sentence"], folder: string, code: string, says: RegExp): Plant {
  return {
    sentence,
    what: `${folder} saying ${code}`,
    path: `${folder}/planted-${slug(code)}.ts`,
    source: `export const planted: unknown = ${code};\n`,
    says,
  };
}

const outsideProject = /^TS6307/;
const unknownName = /^TS(2304|2552|2580|2584|2591|7017|2339)/;
const clock = /House rule 1: a pure folder asks neither the time nor chance/;
const rule = (n: number) => new RegExp(`noRestrictedImports House rule ${n}`);

const worldly = ["process.env", "fetch", "setTimeout", "performance", "Buffer", "require"];
const clocks = ["new Date()", "Date.now()", "Date()", 'Date["now"]()', "Math.random()"];
const roots = ["functions/one", "local", "cli", "web", "infra", "bench"].map((folder) => `${folder}/thing.ts`);
const families = ["aws", "embedded", "network"] as const;
const adapters = families.map((family) => `shared/adapters/${family}/thing.ts`);

const first: Plant[] = pure.flatMap((name) => {
  const folder = `shared/${name}`;
  const foreign = pure.filter((other) => other !== name && !allowedBetweenPure.includes(`${name}>${other}`));
  return [
    ...foreign.map((other) => {
      const says = closedByLinter.includes(`${name}>${other}`) ? rule(1) : outsideProject;
      return importing(1, folder, `shared/${other}/thing.ts`, says);
    }),
    ...["shared/workflow/thing.ts", ...adapters, ...roots].map((to) => importing(1, folder, to, rule(1))),
    ...["node:fs", "node:http", "node:child_process", "fs", "hono"].map((to) => importing(1, folder, to, rule(1))),
    importing(1, folder, "node:fs", /^TS(2591|2307|2882)/),
    ...worldly.map((code) => saying(1, folder, code, unknownName)),
    ...[...worldly, "console"].map((code) => saying(1, folder, code, /noRestrictedGlobals/)),
    ...clocks.map((code) => saying(1, folder, code, clock)),
    {
      sentence: 1,
      what: `${folder} reaching a type by import("…")`,
      path: `${folder}/planted-import-type.ts`,
      source: `export type Planted = import("../workflow/thing.ts").Thing;\n`,
      says: /the import rules do not see/,
    } satisfies Plant,
  ];
});

const second: Plant[] = [
  ...[...adapters, ...roots].map((to) => importing(2, "shared/workflow", to, rule(2))),
  ...adapters.map((to) => importing(2, "shared/workflow", to, outsideProject)),
  ...["@aws-sdk/client-s3", "pdf-lib", "node-forge", "hono", "node:fs", "node:crypto"].map((to) =>
    importing(2, "shared/workflow", to, rule(2)),
  ),
  ...["process.env", "fetch"].map((code) => saying(2, "shared/workflow", code, unknownName)),
  ...clocks.map((code) => saying(2, "shared/workflow", code, clock)),
];

const third: Plant[] = [
  ...families.flatMap((family) =>
    families
      .filter((other) => other !== family)
      .flatMap((other) => [
        importingAs(3, `shared/adapters/${family}`, `../${other}/thing.ts`, rule(3)),
        importingAs(3, `shared/adapters/${family}`, `../${other}/thing.ts`, outsideProject),
      ]),
  ),
  ...families
    .map((family) => `shared/adapters/${family}`)
    .flatMap((folder) => [
      importing(3, folder, "shared/workflow/thing.ts", rule(3)),
      ...roots.map((to) => importing(3, folder, to, rule(3))),
    ]),
];

const fourth: Plant[] = [...adapters, "node:fs", "node:sqlite"].map((to) => importing(4, "web", to, rule(4)));

const fifth: Plant[] = [
  importingAs(5, "functions/one", "../two/thing.ts", rule(5)),
  importingAs(5, "functions/one", "../../functions/two/thing.ts", rule(5)),
  importingAs(5, "functions/one", "./../two/thing.ts", /turns back/),
  importingAs(5, "functions/one", "../../shared/../functions/two/thing.ts", rule(5)),
  ...["local", "cli", "infra", "bench"].map((to) => importing(5, "functions/one", `${to}/thing.ts`, rule(5))),
  ...["functions/one", "local", "cli", "infra"].map((to) => importing(5, "web", `${to}/thing.ts`, rule(5))),
  ...["infra", "bench"].flatMap((to) => ["local", "cli"].map((from) => importing(5, from, `${to}/thing.ts`, rule(5)))),
  importing(5, "infra", "shared/adapters/aws/thing.ts", /noRestrictedImports infra holds no product logic/),
  importing(5, "infra", "shared/workflow/thing.ts", /noRestrictedImports infra holds no product logic/),
];

const homes: Readonly<Record<string, string>> = {
  "@aws-sdk/client-s3": "shared/adapters/aws",
  "@aws-sdk/client-dynamodb": "shared/adapters/aws",
  "pdf-lib": "shared/pdf",
  unpdf: "shared/pdf",
  "@myriaddreamin/typst-ts-web-compiler": "shared/pdf",
  "@xmldom/xmldom": "shared/signature",
  "node-forge": "shared/seal",
  "node-forge/lib/index.js": "shared/seal",
  "aws-cdk-lib": "infra",
  "aws-cdk-lib/aws-s3": "infra",
  constructs: "infra",
  "hash-wasm": "shared/adapters/embedded",
  fflate: "shared/workflow",
};
const sixth: Plant[] = [
  ...Object.entries(homes).flatMap(([name, home]) =>
    folders
      .filter((folder) => folder !== home)
      .map((folder) => importing(6, folder, name, /noRestrictedImports House rule [126]/)),
  ),
  ...folders.map((folder) => importing(6, folder, "test/thing.ts", /noRestrictedImports House rule [1-6]/)),
  ...folders.map((folder) => importing(6, folder, "test/thing.ts", outsideProject)),
];

export const plants: readonly Plant[] = [...first, ...second, ...third, ...fourth, ...fifth, ...sixth];

const clean = (...specifiers: string[]) =>
  `${specifiers.map((name, n) => `import * as m${n} from ${JSON.stringify(name)};`).join("\n")}\nexport const used: readonly unknown[] = [${specifiers.map((_, n) => `m${n}`).join(", ")}];\n`;

/** What the rule allows, one file a folder: a rule that refuses these is as wrong as one that lets a plant pass. */
export const twins: Readonly<Record<string, string>> = {
  "shared/act/twin.ts": `${clean("node:crypto", "./thing.ts")}export const epoch = new Date(0);\nexport const utc = Date.UTC(2025, 0);\n`,
  "shared/signature/twin.ts": clean("node:crypto", "node:zlib", "@xmldom/xmldom", "./thing.ts"),
  "shared/register/twin.ts": clean("node:crypto", "../act/thing.ts"),
  "shared/pdf/twin.ts": clean("node:crypto", "../act/thing.ts", "../seal/pdf/thing.ts", "uqr", "pdf-lib"),
  "shared/seal/twin.ts": clean("node:crypto", "../signature/thing.ts"),
  "shared/workflow/twin.ts": clean("./ports/thing.ts", "fflate", ...pure.map((name) => `../${name}/thing.ts`)),
  "shared/adapters/aws/twin.ts": clean(
    "../../workflow/ports/thing.ts",
    "../../act/thing.ts",
    "@aws-sdk/client-s3",
    "node:fs",
  ),
  "shared/adapters/embedded/twin.ts": clean(
    "../../workflow/ports/thing.ts",
    "../../act/thing.ts",
    "hash-wasm",
    "node:fs",
  ),
  "shared/adapters/network/twin.ts": clean(
    "../../workflow/ports/thing.ts",
    "../../seal/thing.ts",
    "node:http",
    "node:dns/promises",
  ),
  "functions/one/twin.ts": clean(
    "../../shared/workflow/thing.ts",
    "../../shared/adapters/aws/thing.ts",
    "../../shared/adapters/network/thing.ts",
    "../../web/thing.ts",
    "./thing.ts",
  ),
  "local/twin.ts": clean(
    "../functions/one/thing.ts",
    "../shared/adapters/embedded/thing.ts",
    "../shared/adapters/network/thing.ts",
    "../shared/workflow/thing.ts",
    "node:fs",
  ),
  "cli/twin.ts": clean(
    "../local/thing.ts",
    "../shared/signature/thing.ts",
    "../shared/adapters/embedded/thing.ts",
    "commander",
  ),
  "web/twin.ts": clean("../shared/act/thing.ts", "hono"),
  "infra/twin.ts": clean("aws-cdk-lib", "constructs", "../shared/adapters/aws/table.ts"),
  "bench/twin.ts": clean("../shared/signature/thing.ts", "../local/thing.ts", "node:fs"),
  "test/twin.ts": clean("../shared/workflow/thing.ts", "../functions/one/thing.ts", "../local/thing.ts"),
};
