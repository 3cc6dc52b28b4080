// What it costs to load each function, as a ratio to one bundle of all the libraries made with esbuild's defaults: the
// same machine, the same minute, in turn. CPU of the import alone, in a new process of the running Node each time.
//
//   npm run bench:cold-start [-- --rounds 7] [--only name,name]
//
// Ends with 1 where a function takes more than the goal.
// Two minutes on two cores; each figure is the median over the rounds of the ratio to the baseline of the same round.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type * as z from "zod";
import { bundleFunction } from "../infra/bundle.ts";
import { functions } from "../infra/functions.ts";
import { repository } from "../infra/repository.ts";
import { environment as everyVariable } from "../shared/adapters/aws/environment.ts";

const option = (name: string, fallback: string): string => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : (process.argv[at + 1] ?? fallback);
};
const rounds = Number(option("--rounds", "7"));
/** Performance goal G6. */
const goal = 0.35;
const only = option("--only", "").split(",").filter(Boolean);

// Its root import, as most programs have it; ours imports the namespace.
const zod = "zod";
/** The libraries that such a product uses, all of them in one CommonJS bundle. */
const everything = `
import * as s3 from "@aws-sdk/client-s3";
import * as dynamo from "@aws-sdk/client-dynamodb";
import { z } from "${zod}";
import forge from "node-forge";
import * as pdf from "pdf-lib";
const kept = [new s3.S3Client({}), new dynamo.DynamoDBClient({}), z.object({ a: z.string() }), forge.pki, pdf.PDFDocument];
export const handler = () => kept;
`;

// A function that asks for a secret while it loads is answered by nobody, at once: that counts as loaded.
const measure = `
const before = process.cpuUsage();
try { await import(process.argv[1]); } catch (fault) { if (!/ECONNREFUSED/.test(String(fault?.code) + String(fault))) throw fault; }
const { user, system } = process.cpuUsage(before);
console.log("CPU " + (user + system) / 1000);
process.exit(0);
`;
/**
 * The bytes of a bundle's own scripts that are read until a first request is answered, on stores that are there and hold
 * nothing: the pages and lists are empty, and nobody is signed in.
 */
const countFirst = `
import { statSync } from "node:fs";
import { createServer } from "node:http";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
const answers = { GetSecretValue: { SecretString: "s".repeat(64) }, Query: { Items: [], Count: 0 } };
const stores = createServer((request, response) => {
  const [, asked] = String(request.headers["x-amz-target"]).split(".");
  request.resume().on("end", () => response.end(JSON.stringify(answers[asked] ?? {})));
});
await new Promise((resolve) => stores.listen(0, "127.0.0.1", resolve));
process.env.AWS_ENDPOINT_URL = "http://127.0.0.1:" + stores.address().port;
let bytes = 0;
registerHooks({
  load(url, context, next) {
    if (url.startsWith("file:")) bytes += statSync(fileURLToPath(url)).size;
    return next(url, context);
  },
});
console.log = () => undefined;
const { handler } = await import(process.argv[1]);
const [, , path] = process.argv;
const http = { method: "GET", path, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "bench" };
const answer = await handler({
  ...{ version: "2.0", routeKey: "$default", rawPath: path, rawQueryString: "", isBase64Encoded: false },
  headers: { host: "api.example", "x-visto-edge": process.env.VISTO_EDGE_WORD },
  requestContext: { http, domainName: "api.example" },
}, {});
process.stdout.write("BYTES " + bytes + " " + answer.statusCode);
process.exit(0);
`;
/** What people and programs begin with, face by face. */
const firstAddress: Readonly<Record<string, string>> = {
  "face-portal": "/",
  "face-signatory": "/f/atto",
  "face-api": "/api/v1/pubblicati",
  "face-docs": "/problemi",
  "face-desk": "/ufficio",
};
const environment = {
  AWS_REGION: "eu-south-1",
  AWS_ACCESS_KEY_ID: "none",
  AWS_SECRET_ACCESS_KEY: "none",
  AWS_ENDPOINT_URL: "http://127.0.0.1:9",
  AWS_MAX_ATTEMPTS: "1",
  VISTO_FETCH_MATERIAL: "no",
  VISTO_MALWARE_SCAN: "no",
};
/** Whatever variable a bundle knows, so that none is missing. Those that hold something else than a name may be. */
function variables(bundle: string): Record<string, string> {
  const texts = readdirSync(bundle, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".mjs"))
    .map((name) => readFileSync(join(bundle, name), "utf8"));
  const names = new Set(texts.flatMap((text) => [...text.matchAll(/VISTO_[A-Z_]+/g)].map(([name]) => name)));
  const value = "https://deployed.example/by-then";
  const shape: Readonly<Record<string, z.ZodType>> = everyVariable.shape;
  const given = [...names].filter((name) => shape[name]?.safeParse(value).success ?? name !== "VISTO_FIRST_OPERATOR");
  return Object.fromEntries(given.map((name) => [name, value]));
}

function cpuOf(path: string, told: Readonly<Record<string, string>>): number {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", measure, pathToFileURL(path).href],
    { env: { ...told, ...environment, VISTO_TENANT: "borgo-sereno" }, encoding: "utf8" },
  );
  const [, cpu] = /CPU ([\d.]+)/.exec(stdout) ?? [];
  if (cpu === undefined) throw new Error(`${path}: ${stderr.slice(-1500)}`);
  return Number(cpu);
}

function bytesUntilAnswer(path: string, address: string, told: Readonly<Record<string, string>>): number {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", countFirst, pathToFileURL(path).href, address],
    {
      env: { ...told, ...environment, VISTO_TENANT: "borgo-sereno", LAMBDA_TASK_ROOT: dirname(path) },
      encoding: "utf8",
    },
  );
  const [, bytes] = /BYTES (\d+) (?:200|303|403)$/.exec(stdout) ?? [];
  if (bytes === undefined) throw new Error(`${path} ${address}: ${stdout} ${stderr.slice(-1500)}`);
  return Number(bytes);
}

type Measured = {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly told: Readonly<Record<string, string>>;
};
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

mkdirSync(repository(".cache"), { recursive: true });
const folder = mkdtempSync(repository(".cache/cold-start-"));
try {
  const baseline = join(folder, "everything.cjs");
  await build({
    stdin: { contents: everything, resolveDir: repository(".") },
    outfile: baseline,
    bundle: true,
    minify: true,
    platform: "node",
    logLevel: "silent",
  });
  const chosen = functions.filter(({ name }) => only.length === 0 || only.includes(name));
  const bundled = new Map<string, Awaited<ReturnType<typeof bundleFunction>>>();
  // Without the engine's files: nothing reads them at the start.
  for (const { name } of chosen) bundled.set(name, await bundleFunction({ name }, join(folder, name)));
  const files: readonly Measured[] = chosen.flatMap(({ name }) => {
    const at = join(folder, name);
    const { start, faces } = bundled.get(name) ?? { start: 0, faces: [] };
    const told = variables(at);
    // What the first request for a face reads besides: `web` itself only chooses among them.
    const first = faces.map((face) => ({
      ...{ name: face.name, bytes: face.start, told },
      path: join(at, `${face.name}.mjs`),
    }));
    return [{ name, path: join(at, "index.mjs"), bytes: start, told }, ...first];
  });
  const ratios = new Map(files.map(({ name }) => [name, [] as number[]]));
  const whole: number[] = [];
  const measureAll = (some: readonly Measured[]): void => {
    for (let round = 0; round < rounds; round += 1) {
      // Before and after the others, because other work on the machine comes and goes.
      const before = cpuOf(baseline, environment);
      const own = some.map(({ name, path, told }) => ({ name, cpu: cpuOf(path, told) }));
      const base = (before + cpuOf(baseline, environment)) / 2;
      whole.push(base);
      for (const { name, cpu } of own) ratios.get(name)?.push(cpu / base);
    }
  };
  const overGoal = () => files.filter(({ name }) => median(ratios.get(name) ?? []) > goal);
  measureAll(files);
  // A machine with something else to do is given two more chances, over all rounds.
  for (let more = 0; more < 2 && overGoal().length > 0; more += 1) measureAll(overGoal());
  console.log(
    `Node ${process.versions.node}, ${rounds} rounds in turn, median of the CPU of the import; kB read at the start`,
  );
  console.log(`all libraries, by default: ${median(whole).toFixed(0)} ms = 1`);
  for (const { name, path, bytes, told } of files) {
    const ratio = median(ratios.get(name) ?? []).toFixed(2);
    const address = firstAddress[name];
    const until = address === undefined ? undefined : bytesUntilAnswer(path, address, told) / 1000;
    const first = until === undefined ? "" : `  until ${address} is answered, with its texts: ${until.toFixed(0)} kB`;
    console.log(`${name.padEnd(20)} ${ratio}  ${(bytes / 1000).toFixed(0).padStart(5)} kB${first}`);
  }
  const over = overGoal().map(({ name }) => name);
  console.log(over.length === 0 ? `each within ${goal}` : `over ${goal}: ${over.join(", ")}`);
  if (over.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
