// A real body behind a real proxy with TLS: set up on this machine, then everything by its public address. The link of
// a mail opens in Chromium, the act is read and approved; the officer's session and HSTS are the origin's.
import { rm } from "node:fs/promises";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { demoPeople } from "../../local/demo/borgo-sereno.ts";
import { loadHead, savePerson } from "../../shared/workflow/index.ts";
import { anAct } from "../support/acts.ts";
import { openBrowser } from "../support/browser.ts";
import { openLinkIn } from "../support/desk.ts";
import { rup, submitted } from "../support/journey.ts";
import { openReverseProxy, type ReverseProxy } from "../support/reverse-proxy.ts";
import { fillIn, openSetUp, operatorFields, registerFields, step, today } from "../support/set-up.ts";
import type { TestWorld } from "../support/world.ts";

const host = "atti.borgosereno.example";
type Open = Awaited<ReturnType<typeof openSetUp>>;
let open: Open;
let proxy: ReverseProxy;
let browser: Browser;
let context: BrowserContext;
let origin: string;
const strangers: string[] = [];

beforeAll(async () => {
  proxy = await openReverseProxy(host, { tls: true });
  origin = `https://${host}:${proxy.port}`;
  [open, browser] = await Promise.all([openSetUp(), openBrowser([`--host-resolver-rules=MAP ${host} 127.0.0.1`])]);
  proxy.upstream = open.server.url;
  context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 375, height: 800 } });
  context.on("request", (request) => {
    if (new URL(request.url()).origin !== origin) strangers.push(request.url());
  });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await proxy?.close();
  await open?.server.close();
  await rm(open.dir, { recursive: true, force: true });
});

it("goes from the set-up to a decision by the link of a mail, all by the public address", async () => {
  const { client, server, said, told } = open;
  await fillIn(client, server.code ?? "");
  await step(client, "indirizzo", { origin: `${origin.toUpperCase()}/`, trustedProxies: "127.0.0.1" });
  const ended = await step(client, "registro", registerFields(today()));
  expect(ended.text).toContain(`href="${origin}/accesso"`);
  const product = await server.opened;
  expect(said.join("\n")).toContain(`Visto: ${origin} (Comune di Borgo Sereno)`);
  expect((await client.get("/")).status).toBe(421);
  expect((await client.get("/healthz")).status).toBe(200);

  const { items, settings } = product.world;
  expect(settings.baseUrl).toBe(origin);
  for (const { account: _a, surname: _s, givenName: _g, ...person } of demoPeople)
    if (person.who !== operatorFields.who) await savePerson(items, settings.tenant, person);
  const actId = await submitted(product as unknown as TestWorld, anAct({ subject: "Acquisto di sedie di prova" }));
  const mail = (await product.spool.list()).find(({ to }) => to.email === rup.email);
  const link = new RegExp(`${origin}/f#[\\w-]{43}`).exec(mail?.text ?? "")?.[0] ?? "";
  expect(link).not.toBe("");

  const page = await openLinkIn(context, link, product);
  expect(await page.locator("main").innerText()).toContain("Acquisto di sedie di prova");
  const held = (await context.cookies()).find(({ name }) => name === "__Host-visto_link");
  expect(held).toMatchObject({ secure: true, httpOnly: true, sameSite: "Strict", path: "/" });
  await page.check("#scelta-APPROVE");
  await page.locator('form[action="/f/decidi"] button[type=submit]').click();
  await page.waitForURL(`${origin}/f/ricevuta`);
  const head = await loadHead(items, settings.tenant, actId);
  expect(head?.route[0]?.assignments[0]).toMatchObject({ state: "APPROVED" });

  await page.goto(`${origin}/accesso`);
  await page.fill("#username", operatorFields.who);
  await page.fill("#password", operatorFields.password);
  const [entered] = await Promise.all([
    page.waitForResponse((response) => response.url() === `${origin}/ufficio`),
    page.locator("main button[type=submit]").first().click(),
  ]);
  expect(entered.headers()["strict-transport-security"]).toContain("max-age=");
  await page.goto(`${origin}/gestione/indirizzo`);
  expect(await page.locator("#campo-origin").inputValue()).toBe(origin);
  expect(strangers).toEqual([]);
  expect(told).toEqual([]);
}, 180_000);
