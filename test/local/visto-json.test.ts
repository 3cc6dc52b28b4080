// What visto.json says of the body, end to end on the running demo: its look on the served page and in the PDF, a mail
// that a real server received, a signed hook; and what a wrong file is told.
import { rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runJourney } from "../../local/demo/journey.ts";
import { twin } from "../../local/demo/twin.ts";
import { ownSettings } from "../../local/own-settings.ts";
import { type Server, serve } from "../../local/serve.ts";
import { parseSettings } from "../../local/settings.ts";
import { webhookSender } from "../../shared/adapters/network/webhook-sender.ts";
import { bytesOf, webhookHeaders } from "../../shared/workflow/index.ts";
import { openClient } from "../support/client.ts";
import { pngOf } from "../support/pictures.ts";
import { newFolder } from "../support/world.ts";

const secret = "whsec_dmlzdG8tcHJvdmEtdmV0dG9yZS1kaS1jb2xsYXVkby0x";
const arms = pngOf(24, 32);
const mails: string[] = [];
const hooks: { body: string; headers: Record<string, string> }[] = [];
const told: string[] = [];
let dir: string;
let server: Server;
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData: (stream, _session, done) => {
    const parts: Buffer[] = [];
    stream.on("data", (part: Buffer) => parts.push(part));
    stream.on("end", () => {
      mails.push(Buffer.concat(parts).toString("utf8"));
      done();
    });
  },
});
const receiver = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  hooks.push({ body: Buffer.concat(parts).toString("utf8"), headers });
  response.writeHead(204).end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const [post, hook] = [smtp.server.address(), receiver.address()] as AddressInfo[];
  dir = await newFolder();
  await writeFile(join(dir, "stemma.png"), arms);
  const file = {
    ...{ name: "Unione di Prova", colour: "#7A1F3D", arms: { file: "stemma.png", alt: "Una torre di prova" } },
    mail: { host: "127.0.0.1", port: post?.port, security: "none", from: "visto@borgosereno.example" },
    webhooks: [{ id: "protocollo", url: "https://protocollo.example/v", secrets: [secret] }],
  };
  await writeFile(join(dir, "visto.json"), JSON.stringify(file), { mode: 0o600 });
  const real = webhookSender({ allowLoopback: true });
  server = await serve({
    ...{ port: 0, dir, say: () => undefined, firstActs: false },
    told: (fault, about) => told.push(`${about}: ${fault instanceof Error ? fault.message : String(fault)}`),
    // The file asks for https to a public name: here the very request goes to the receiver of this machine.
    webhooks: { post: (request) => real.post({ ...request, url: `http://127.0.0.1:${hook?.port}/v` }) },
  });
}, 60_000);
afterAll(async () => {
  await server?.close();
  await Promise.all([
    new Promise<void>((resolve) => smtp.close(() => resolve())),
    new Promise<void>((resolve) => receiver.close(() => resolve())),
  ]);
  await rm(dir, { recursive: true, force: true });
});

describe("a body's visto.json", () => {
  it("gives every page its name, its coat of arms and its colour, by files named by their bytes", async () => {
    const client = openClient(server.url);
    const { text, headers } = await client.get("/");
    expect(text).toContain("Unione di Prova");
    expect(text).toContain('content="#7a1f3d"');
    expect(headers.get("content-security-policy")).toContain("style-src 'self'");
    const style = /href="(\/ente\/[0-9a-f]{32}\.css)"/.exec(text)?.[1] ?? "";
    const sheet = await client.get(style);
    expect(sheet.text).toContain("--visto-primary: #7a1f3d");
    expect(sheet.headers.get("cache-control")).toContain("immutable");
    const picture = /src="(\/ente\/[0-9a-f]{32}\.png)"/.exec(text)?.[1] ?? "";
    const served = await fetch(new URL(picture, server.url));
    expect(new Uint8Array(await served.arrayBuffer())).toEqual(arms);
    expect(served.headers.get("content-security-policy")).toContain("sandbox");
    expect((await client.get(style.replace(/[0-9a-f]{32}/, "0".repeat(32)))).status).toBe(404);
  });

  it("is shown in the settings as coming from the file, and is not changed there", async () => {
    const client = openClient(server.url);
    await client.signIn("elena.verifica", "prova-prova");
    expect((await client.get("/gestione")).text).toContain("Unione di Prova (dal file visto.json)");
    const look = await client.get("/gestione/aspetto");
    expect(look.text).not.toContain('name="colour"');
    expect(look.text).not.toContain('action="/gestione/aspetto"');
    // Nor for somebody who posts what no form asks for.
    const form = await client.form("/gestione/aspetto", "/uscita");
    await client.post("/gestione/aspetto", { ...form, colour: "#004d00", armsAlt: "x" });
    expect((await client.get("/")).text).toContain('content="#7a1f3d"');
    const mail = await client.get("/gestione/posta");
    expect(mail.text).not.toContain('action="/gestione/posta"');
  });

  it("sends an approver's mail to its server and a signed hook to its system, and puts its arms into the PDF", async () => {
    const { head } = await runJourney(server.demo, twin, { isFarEnough: ({ state }) => state === "IN_APPROVAL" });
    await server.demo.outbox.drain();
    const mail = await simpleParser(Buffer.from(mails.find((one) => one.includes("carla.modello")) ?? ""));
    expect(mail.from?.value).toEqual([{ name: "Unione di Prova", address: "visto@borgosereno.example" }]);
    expect(String(mail.html)).toContain("background:#7a1f3d");
    expect(mail.text).toContain("Unione di Prova");
    const [first] = hooks;
    const { "webhook-id": id = "", "webhook-timestamp": at, "webhook-signature": signature } = first?.headers ?? {};
    // The demo's clock runs in 2025, and a receiver's library takes five minutes: the signature itself is compared.
    expect(signature).toBe(webhookHeaders([secret], id, Number(at), first?.body ?? "")["webhook-signature"]);
    expect(JSON.parse(first?.body ?? "")).toMatchObject({ type: expect.any(String) });
    const { world } = server.demo;
    const original = head && "mainDoc" in head ? head.mainDoc : undefined;
    if (!original) throw new Error("no PDF was made");
    const pdf = await bytesOf(world.objects, original);
    // The demo's own arms are drawn; these are a picture, kept as such in the PDF.
    expect(Buffer.from(pdf).toString("latin1")).toMatch(/\/Subtype\s*\/Image/);
    expect(told).toEqual([]);
  }, 60_000);
});

describe("a wrong visto.json", () => {
  it.each([
    [{ colour: "#ffcc00" }, "1.51:1"],
    [{ colour: "blu" }, "#0066cc"],
    [{ arms: { file: "x.png" } }, "arms.alt"],
    [{ signatures: { levels: ["Z"] } }, "signatures.levels.0"],
    [{ name: " " }, "name"],
  ])("%j is told with what was expected", (file, expected) => {
    expect(() => parseSettings(JSON.stringify(file))).toThrow(expected);
  });

  it.each([
    ["a picture that is an SVG", new TextEncoder().encode("<svg/>"), "NOT_A_PICTURE"],
    ["a picture cut short", arms.slice(0, -4), "BROKEN"],
    ["no picture at all", undefined, "ENOENT"],
  ])("%s is told before anything listens", async (_, bytes, expected) => {
    const folder = await newFolder();
    if (bytes) await writeFile(join(folder, "stemma.png"), bytes);
    const file = parseSettings(JSON.stringify({ arms: { file: "stemma.png", alt: "x" } }));
    await expect(ownSettings(file, folder)).rejects.toThrow(expected);
    await rm(folder, { recursive: true, force: true });
  });
});
