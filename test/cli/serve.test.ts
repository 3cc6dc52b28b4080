// `visto serve` where it cannot begin: what it ends with, and what it says to whoever started it.
import { spawn } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { openItems } from "../../local/open-items.ts";
import { formKey } from "../../shared/workflow/index.ts";
import { newFolder } from "../support/world.ts";

const program = fileURLToPath(new URL("../../cli/visto.js", import.meta.url));
const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});
async function folder(): Promise<string> {
  const made = await newFolder();
  folders.push(made);
  return made;
}

function serve(...args: readonly string[]): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, "serve", "--port", "0", ...args]);
    let said = "";
    child.stdout.on("data", (part: Buffer) => {
      said += part.toString();
    });
    child.stderr.on("data", (part: Buffer) => {
      said += part.toString();
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, said }));
  });
}

it("ends with 1 and says why where the store is of a newer program, which it leaves as it is", async () => {
  const data = await folder();
  const items = await openItems(data);
  await items.transact([{ put: { ...formKey, form: 99 } }]);
  items.close();
  for (const how of ["--demo", "--no-demo"]) {
    const { code, said } = await serve("--data", data, how);
    expect([how, code]).toEqual([how, 1]);
    expect(said).toContain("99");
    expect(said).not.toContain(" at ");
  }
}, 60_000);

it.each([
  ["no IP address", ["--listen", "atti.example.it"], "--listen"],
  ["others without an https origin", ["--no-demo", "--listen", "0.0.0.0"], "origin"],
  ["an address of another machine", ["--no-demo", "--listen", "192.0.2.1"], "EADDRNOTAVAIL"],
  ["others with the demo", ["--listen", "0.0.0.0"], "dimostrazione"],
] as const)(
  "ends with 64 where it is to listen to %s",
  async (_, args, expected) => {
    const { code, said } = await serve("--data", await folder(), ...args);
    expect([code, said.includes(expected)]).toEqual([64, true]);
  },
  60_000,
);

it("ends with 64 and names the field where visto.json is wrong", async () => {
  const data = await folder();
  await writeFile(join(data, "visto.json"), JSON.stringify({ origin: "http://atti.example.it" }));
  const { code, said } = await serve("--data", data, "--no-demo");
  expect([code, said.includes('origin: "http://atti.example.it"')]).toEqual([64, true]);
}, 60_000);
