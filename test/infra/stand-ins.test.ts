// Proves that what a bundle reads in place of a package does the package's work, in a process that has only the bundle.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { bundleScript } from "../../infra/bundle.ts";
import { repository } from "../../infra/repository.ts";
import { schemasWhenUsed } from "../../infra/schemas-when-used.ts";
import { later } from "../../infra/stand-ins/later.ts";
import { useCasesWhenCalled } from "../../infra/use-cases-when-called.ts";

const folder = mkdtempSync(join(tmpdir(), "visto-stand-ins-"));
// Below node_modules' own folder, where packages are found; what is made of them runs elsewhere.
mkdirSync(repository(".cache"), { recursive: true });
const scripts = mkdtempSync(repository(".cache/stand-ins-"));
afterAll(() => Promise.all([folder, scripts].map((path) => rm(path, { recursive: true }))));

/** Bundles a script as a function is, runs it far from node_modules, answers what it printed. */
async function run(name: string, contents: string): Promise<unknown> {
  const script = join(scripts, `${name}.mjs`);
  await writeFile(script, contents);
  await bundleScript(script, join(folder, name), name);
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, name, `${name}.mjs`)], { cwd: folder });
  return JSON.parse(stdout);
}
const say = "const say = (value) => console.log(JSON.stringify(value));";

describe("a bundle", () => {
  it("reads XML, and tells what is none by the parser's own error", async () => {
    const script = `import { DOMParser, ParseError } from "@xmldom/xmldom"; ${say}
      const parser = new DOMParser({ onError: () => undefined });
      let fault;
      try { new DOMParser().parseFromString("", "text/xml"); } catch (error) { fault = error instanceof ParseError; }
      say([parser.parseFromString("<a><b>1</b></a>", "text/xml").documentElement.textContent, fault]);`;
    expect(await run("xml", script)).toEqual(["1", true]);
  });

  it("reads a font's characters", async () => {
    const font = repository("node_modules/@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf");
    const script = `import * as fontkit from "@cantoo/fontkit"; import { readFileSync } from "node:fs"; ${say}
      say(fontkit.create(readFileSync(${JSON.stringify(font)})).characterSet.includes(0x20ac));`;
    expect(readFileSync(font).length).toBeGreaterThan(10_000);
    expect(await run("font", script)).toBe(true);
  });

  it("asks over HTTP through the SDK, and none of Node's client for browsers' APIs is loaded for it", async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(String(request.headers["x-amz-target"]));
      response.end(JSON.stringify({ TableNames: ["una"] }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const script = `import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb"; ${say}
      const client = new DynamoDBClient({ region: "eu-south-1", endpoint: "http://127.0.0.1:${port}",
        credentials: { accessKeyId: "a", secretAccessKey: "b" } });
      const { TableNames } = await client.send(new ListTablesCommand({}));
      say({ TableNames, loaded: process.moduleLoadList.some((name) => name.includes("undici")) });
      client.destroy();`;
    const answer = await run("http", script);
    server.close();
    expect(answer).toEqual({ TableNames: ["una"], loaded: false });
    expect(asked).toEqual(["DynamoDB_20120810.ListTables"]);
  });
});

describe("a schema that is made when it is used", () => {
  it("is made once, with its first use, and is like any other from then on", () => {
    let made = 0;
    const inner = later(() => {
      made += 1;
      return z.strictObject({ a: z.string().default("b") });
    });
    const outer = later(() => inner.extend({ c: z.array(inner).optional() }));
    expect(made).toBe(0);
    expect(outer.parse({ c: [{}] })).toEqual({ a: "b", c: [{ a: "b" }] });
    expect(outer.safeParse({ d: 1 }).error?.issues[0]?.code).toBe("unrecognized_keys");
    expect(inner instanceof z.ZodObject).toBe(true);
    expect(z.toJSONSchema(outer)).toEqual(z.toJSONSchema(z.strictObject({ ...inner.shape, ...outer.shape })));
    expect(made).toBe(1);
  });

  it.each([
    ["export const aSchema = z.string().min(1);", 1],
    ["const a = z.object({ b: z.int() }); export const c = a.extend({ d: otherSchema.optional() });", 2],
    ["export const all = { one: z.int(), two: usual, three: z.string() } as const satisfies object;", 2],
    ["const usual = z.object({}).parse({}); const it = usualSchema.safeParse(1); const f = () => z.int();", 0],
    ["let a = z.int(); const b = make(z.int()); const c = y.string();", 0],
  ])("%s", async (code, count) => {
    const { transform } = schemasWhenUsed;
    if (typeof transform !== "object") throw new Error("no transform");
    const text = `import * as z from "zod";\n${code}`;
    const made = await Reflect.apply(transform.handler, undefined, [text, `/${count}/${code.length}.ts`]);
    expect(String(made).split("__later(() =>").length - 1).toBe(count);
  });
});

describe("a use case in a bundle", () => {
  const { load } = useCasesWhenCalled;
  /** What is read in place of a module that holds this. */
  async function readAs(source: string): Promise<string> {
    if (typeof load !== "object") throw new Error("no load");
    const context = { fs: { readFile: () => Promise.resolve(source) } };
    return String(await Reflect.apply(load.handler, context, ["/use-cases/uno.ts?when-called"]));
  }

  it.each([
    ["export async function uno(a: string) { return a; }"],
    ["export const uno = async (a: string) => a;"],
    ["export const uno = (a: string): Promise<string> => due(a);"],
    ["export function uno(a: string): Promise<string> { return due(a); }"],
  ])("comes later: %s", async (source) => {
    expect(await readAs(source)).toBe(
      'export const uno = (...given) => import("/use-cases/uno.ts").then(({ uno }) => uno(...given));\n',
    );
  });

  it.each([
    ["export const uno = 1;"],
    ["export const uno = (a: string) => due(a);"],
    ["export function uno(a: string): string { return a; }"],
    ["export async function* uno() { yield 1; }"],
    ["export function uno(): Promise<void>[] { return []; }"],
    ['export { due as uno } from "./due.ts";'],
  ])("is there at the start, as a copy: %s", async (source) => {
    expect(await readAs(source)).toBe('export { uno } from "/use-cases/uno.ts?now";');
  });

  it("leaves out types", async () => {
    expect(await readAs("export type Uno = string; export interface Due { a: 1 } const inside = 1;")).toBe("");
  });

  it("may remember nothing, because there may be two of its module", async () => {
    await expect(readAs("let last = 0; export const uno = () => (last += 1);")).rejects.toThrow(/remembers/);
  });
});
