import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoPassword } from "../../local/demo/borgo-sereno.ts";
import { type Server, serve } from "../../local/serve.ts";
import { listActs } from "../../shared/workflow/index.ts";
import { addressesOf, fillRoute } from "../support/addresses.ts";
import { type Client, openClient } from "../support/client.ts";
import { enterPages } from "../support/journey.ts";
import { snapshot } from "../support/snapshot.ts";
import { newFolder } from "../support/world.ts";

let product: Server;
let dir: string;
let paths: string[];
const told: string[] = [];
const said: string[] = [];
/** What each visitor was answered, by address. */
const answered = new Map<string, Map<string, number>>();

beforeAll(async () => {
  dir = await newFolder();
  product = await serve({
    port: 0,
    dir,
    say: (line) => said.push(line),
    told: (fault, about) => told.push(`${about}: ${fault instanceof Error ? fault.message : String(fault)}`),
  });
  await product.seeded;
  const { heads } = await listActs(product.demo.world, { limit: 100 });
  expect(heads.map((head) => head.state).sort()).toEqual(["BLOCKED", "IN_APPROVAL", "PUBLISHED"]);
  const known = await addressesOf(
    product.demo,
    heads.map((head) => head.actId),
  );
  const patterns = [...new Set(product.routes.filter((route) => route.method === "GET").map((route) => route.path))];
  paths = patterns.flatMap((pattern) => fillRoute(pattern, known));
}, 180_000);
afterAll(async () => {
  await product.close();
  await rm(dir, { recursive: true, force: true });
});

/** A browser that has opened the link that waits in the mailbox. */
async function withLink(): Promise<Client> {
  const [mail] = (await product.demo.spool.list()).filter((one) => one.text.includes("/f#"));
  const client = openClient(product.url);
  await enterPages(product.demo, client, /\/f#([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "");
  return client;
}

async function withOffice(username: string): Promise<Client> {
  const client = openClient(product.url);
  expect((await client.signIn(username, demoPassword)).status).toBe(303);
  return client;
}

/** Asks for everything twice, HEAD after each GET. Answers the statuses by address. */
async function askForAll(client: Client): Promise<Map<string, number>> {
  const statuses = new Map<string, number>();
  for (const path of [...paths, ...paths]) {
    const got = await client.get(path);
    const head = await client.send("HEAD", path);
    expect([path, head.status]).toEqual([path, got.status]);
    expect(head.text).toBe("");
    statuses.set(path, got.status);
  }
  return statuses;
}

describe("GET and HEAD of every address of the route table, twice, change no item, no object and no mail", () => {
  const visitors: [string, () => Promise<Client>][] = [
    ["without a session", async () => openClient(product.url)],
    ["with an officer's session", () => withOffice("bruno.esempio")],
    ["with an auditor's session", () => withOffice("elena.verifica")],
    ["with a link's session", withLink],
  ];
  it.each(visitors)("%s", async (name, visitor) => {
    const client = await visitor();
    await product.demo.outbox.drain();
    const before = await snapshot(dir);
    const statuses = await askForAll(client);
    answered.set(name, statuses);
    await product.demo.outbox.drain();
    expect(await snapshot(dir)).toEqual(before);
    expect([...statuses.values()].filter((status) => status >= 500)).toEqual([]);
  });

  it("of which the officer sees pages and files, and not errors alone", () => {
    const statuses = answered.get("with an officer's session") ?? new Map<string, number>();
    const seen = [...statuses].filter(([, status]) => status === 200).map(([path]) => path);
    for (const part of [
      "/ufficio/atti/",
      "/modifica",
      "/stato.json",
      "/file/copia",
      "/posta/",
      "/trasparenza/2025/",
      "/albo/2025/",
      "/verifica/",
      ".json",
    ])
      expect(
        seen.some((path) => path.includes(part)),
        part,
      ).toBe(true);
  });

  it("of which the link's page sees its act", () => {
    const statuses = answered.get("with a link's session");
    const seen = ["/f/atto", "/f/documento", "/f/allegato/A", "/f/stato.json"].map((path) => statuses?.get(path));
    expect(seen).toEqual([200, 200, 200, 200]);
  });
});

it("tells the log no token, no password and no fault", async () => {
  const mails = await product.demo.spool.list();
  const secrets = mails.flatMap((mail) => /\/f#([\w-]{43})/.exec(mail.text)?.[1] ?? []);
  expect(secrets.length).toBeGreaterThan(0);
  for (const secret of secrets) expect([...told, ...said].join("\n")).not.toContain(secret);
  expect(told).toEqual([]);
});
