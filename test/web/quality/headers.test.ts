// Every address of the app's own route table, for everybody who may come, with every answer it can give: pages, redirects,
// refusals, problems, files. An address of a kind that nobody wrote down fails.
import { get as httpGet } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setUpApp } from "../../../functions/web/set-up-app.ts";
import { openStaticSite } from "../../../functions/web/static-site.ts";
import { openSite } from "../../../local/site.ts";
import { actWith, aFile } from "../../support/acts.ts";
import { addressesOf, fillRoute } from "../../support/addresses.ts";
import type { Client, Got } from "../../support/client.ts";
import { enterPages, published, submitted } from "../../support/journey.ts";
import { testLog } from "../../support/log.ts";
import { plainRoute } from "../../support/role-matrix.ts";
import { openSetUp } from "../../support/set-up.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";

type Kind = "personal" | "board" | "open" | "file" | "static" | "named" | "log";

/** Whose the answers under an address are: by the beginning of its pattern, the longest that fits. */
const kinds: Readonly<Record<string, Kind>> = {
  "/ufficio": "personal",
  "/f": "personal",
  "/accesso": "personal",
  "/uscita": "personal",
  "/posta": "personal",
  "/orologio": "personal",
  "/gestione": "personal",
  "/carica": "personal",
  "/api/v1": "open",
  "/api/documentazione": "open",
  "/problemi": "open",
  "/openapi.json": "open",
  "/albo": "board",
  "/": "open",
  "/accessibilita": "open",
  "/note-legali": "open",
  "/privacy": "open",
  "/trasparenza": "open",
  "/verifica": "open",
  "/dati": "open",
  "/sitemap.xml": "open",
  "/robots.txt": "open",
  "/.well-known": "open",
  "/healthz": "open",
  "/readyz": "open",
  "/impronte": "open",
  "/atti": "file",
  "/static": "static",
  "/password": "personal",
  "/ente": "named",
  "/log": "log",
};
const kindOf = (path: string): Kind | undefined =>
  Object.keys(kinds)
    .filter((start) => path === start || (start !== "/" && path.startsWith(`${start}/`)))
    .sort((a, b) => b.length - a.length)
    .map((start) => kinds[start])[0];

/** How long an answer that went well may be kept. Seconds; `forever` only where the name has the digest of the bytes. */
const mayBeKept: Readonly<Record<Kind, RegExp>> = {
  personal: /^no-store$/,
  // An act leaves the board on its day, and its copies must not outlive it.
  board: /^no-store$/,
  open: /^(no-store|no-cache|public, max-age=\d{1,5}(, must-revalidate)?)$/,
  file: /^(no-store|public, max-age=[1-3]?\d{1,2})$/,
  static: /^(no-cache|public, max-age=31536000, immutable)$/,
  named: /^public, max-age=31536000, immutable$/,
  // A tile is what its address says for ever; the checkpoint, the key and the year's numbers change.
  log: /^public, max-age=(\d{1,3}|31536000, immutable)$/,
};

type Answer = { readonly route: string; readonly method: string; readonly path: string; readonly got: Got };
let site: TestSite;
const answers: Answer[] = [];

/** As a browser asks for a page. */
const asBrowser = { accept: "text/html", "accept-encoding": "identity" };

async function ask(client: Client, method: string, path: string): Promise<Got> {
  if (method === "GET") return client.get(path, asBrowser);
  return client.send(method, path, { headers: { ...asBrowser, "sec-fetch-site": "same-origin" }, body: "x=1" });
}

beforeAll(async () => {
  site = await openTestSite({ wrap: (world) => ({ ...world, log: testLog }) });
  const done = await published(site, actWith([aFile("A")]), [aFile("A")]);
  const waiting = await submitted(site, actWith([aFile("B")]), [aFile("B")]);
  const known = await addressesOf(site, [done, waiting]);
  const link = site.client();
  const [mail] = (await site.spool.list()).filter((one) => one.about.actId === waiting);
  await enterPages(site, link, /\/f#([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "");
  const everything = await site.signedIn("solo.tutto", ["officer", "publisher", "operator", "auditor"]);
  const named = Object.values(openStaticSite().names).map((name) => name.replace("/static/", ""));
  const addresses = {
    ...known,
    token: ["NIENTE"],
    path: [...(known["path"] ?? []), "0/000", "entries/000"],
    file: [...(known["file"] ?? []), "2025.json"],
    "*": [...(known["*"] ?? []), ...named],
  };
  const routes = site.routes.filter(({ path }) => path !== "/*");
  const strangers = site.client();
  // The way out comes last of all: whoever takes it is nobody afterwards.
  for (const client of [strangers, everything, link])
    for (const { method, path } of [...routes, { method: "GET", path: "/niente" }, { method: "POST", path: "/niente" }])
      if (!/^\/(uscita|f\/esci)$/.test(path) || client === link)
        for (const address of fillRoute(path, addresses))
          answers.push({ route: path, method, path: address, got: await ask(client, method, address) });
  const note = (method: string, path: string, got: Got) => answers.push({ route: path, method, path, got });
  note("POST", "/accesso", await strangers.post("/accesso", { password: "x".repeat(4_100_000) }, asBrowser));
  for (let tries = 0; tries < 7; tries += 1)
    note("POST", "/accesso", await strangers.signIn("solo.tutto", `sbagliata-${tries}`));
  site.clock.forward(40 * 86_400_000);
  await site.outbox.drain();
  note("GET", "/albo", await strangers.get("/albo/2025/2706", asBrowser));
}, 120_000);
afterAll(() => site.stop());

const headerOf = (name: string) => (one: Answer) => one.got.headers.get(name) ?? "";
/** The one page that is a static file is for download: as it is served, nothing of it runs (docs/prove.md). */
const isPage = (one: Answer) =>
  headerOf("content-type")(one).startsWith("text/html") && !one.path.startsWith("/static/prova");
const nameOf = ({ method, path, got }: Answer) => `${method} ${path} ${got.status}`;
/** The answers whose header is not as it must be, by their names: none is what every test wants. */
const unlike = (some: readonly Answer[], name: string, wanted: (value: string, one: Answer) => boolean) =>
  some.filter((one) => !wanted(headerOf(name)(one), one)).map((one) => `${nameOf(one)}: ${headerOf(name)(one)}`);

describe("every answer of the app", () => {
  it("is of a kind that somebody wrote down, and every sort of answer is among them", () => {
    const unknown = site.routes.filter(({ path }) => path !== "/*" && !kindOf(plainRoute(path)));
    expect(unknown).toEqual([]);
    const statuses = new Set(answers.map(({ got }) => got.status));
    for (const status of [200, 303, 400, 401, 403, 404, 410, 413, 429]) expect(statuses).toContain(status);
    expect(answers.filter(({ got }) => got.status >= 500).map(nameOf)).toEqual([]);
  });

  it("has a policy that allows nothing inline, no evaluation and nobody else's frame", () => {
    expect(unlike(answers, "content-security-policy", (value) => /frame-ancestors 'none'|sandbox/.test(value))).toEqual(
      [],
    );
    expect(unlike(answers, "content-security-policy", (value) => !/unsafe|\*|https?:/.test(value))).toEqual([]);
  });

  it("that is a page names all that it loads, and the rest draws and runs nothing", () => {
    const rules = [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
    ];
    const [pages, others] = [answers.filter(isPage), answers.filter((one) => !isPage(one))];
    expect(pages.length).toBeGreaterThan(100);
    expect(unlike(pages, "content-security-policy", (value) => rules.every((rule) => value.includes(rule)))).toEqual(
      [],
    );
    const drawn = others.filter((one) => !headerOf("content-type")(one).startsWith("text/javascript"));
    expect(unlike(drawn, "content-security-policy", (value) => value.includes("default-src 'none'"))).toEqual([]);
  });

  it("says its type for good, gives no address away, and asks for no camera", () => {
    expect(unlike(answers, "x-content-type-options", (value) => value === "nosniff")).toEqual([]);
    expect(unlike(answers, "referrer-policy", (value) => value === "no-referrer")).toEqual([]);
    expect(unlike(answers, "permissions-policy", (value) => value.includes("camera=()"))).toEqual([]);
    expect(unlike(answers.filter(isPage), "cross-origin-opener-policy", (value) => value === "same-origin")).toEqual(
      [],
    );
  });

  it("is kept as long as its kind may be, and a no or a way elsewhere by nobody", () => {
    const well = answers.filter(({ got }) => got.status < 300 || got.status === 304);
    expect(
      unlike(well, "cache-control", (value, { route }) => mayBeKept[kindOf(route) ?? "personal"].test(value)),
    ).toEqual([]);
    const others = answers.filter((one) => !well.includes(one));
    expect(unlike(others, "cache-control", (value) => value === "no-store")).toEqual([]);
  });

  it("is kept for ever only under the digest of its bytes", () => {
    const forever = answers.filter((one) => headerOf("cache-control")(one).includes("immutable"));
    expect(forever.length).toBeGreaterThan(0);
    const isTile = ({ route }: Answer) => route.startsWith("/log/tile/");
    expect(forever.filter((one) => !isTile(one) && !/[./][0-9a-f]{12,32}\.\w+$/.test(one.path)).map(nameOf)).toEqual(
      [],
    );
  });

  it("is not for search engines where it is somebody's own or on the board", () => {
    const own = answers.filter((one) => isPage(one) && ["personal", "board"].includes(kindOf(one.route) ?? ""));
    expect(unlike(own, "x-robots-tag", (value) => value.includes("noindex"))).toEqual([]);
  });

  it("does not say what it is made with", () => {
    for (const name of ["server", "x-powered-by", "x-runtime"])
      expect(unlike(answers, name, (value) => value === "")).toEqual([]);
  });

  it("speaks of TLS only over TLS", () => {
    expect(unlike(answers, "strict-transport-security", (value) => value === "")).toEqual([]);
  });
});

it("holds the browser to TLS on every address where the body speaks it", async () => {
  const secure = await openTestSite({
    wrap: (world) => ({ ...world, settings: { ...world.settings, baseUrl: "https://atti.borgosereno.example" } }),
  });
  const addresses = await addressesOf(secure, []);
  const filled = (path: string) =>
    fillRoute(path, { ...addresses, label: ["A"], year: ["2025"], token: ["NIENTE"], file: ["00000.json"] })[0] ?? "/";
  const without: string[] = [];
  for (const { method, path } of secure.routes.filter((one) => one.path !== "/*")) {
    const { headers } = await ask(secure.client(), method, filled(path));
    if (headers.get("strict-transport-security") !== "max-age=31536000") without.push(`${method} ${path}`);
  }
  await secure.stop();
  expect(without).toEqual([]);
});

describe("what is answered before there is a product, and by another name", () => {
  /** Also under a name that this machine does not go by: `fetch` cannot be told one. */
  const asked = (url: string, host?: string) =>
    new Promise<{ status: number; headers: Headers }>((resolve, reject) => {
      const request = httpGet(url, { headers: host ? { host } : {} }, (answer) => {
        answer.resume();
        const headers = new Headers(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
        resolve({ status: answer.statusCode ?? 0, headers });
      });
      request.on("error", reject);
    });
  const isGuarded = ({ headers }: { readonly headers: Headers }) => {
    const has = (name: string, part: string) => (headers.get(name) ?? "").includes(part);
    return (
      /frame-ancestors 'none'|sandbox/.test(headers.get("content-security-policy") ?? "") &&
      !/unsafe|\*|https?:/.test(headers.get("content-security-policy") ?? "") &&
      has("x-content-type-options", "nosniff") &&
      has("referrer-policy", "no-referrer") &&
      has("permissions-policy", "camera=()") &&
      !headers.has("strict-transport-security")
    );
  };

  it("a start that is under way and a stranger's name are guarded and kept by nobody", async () => {
    const early = await openSite(0);
    const [starting, strange] = [await asked(early.url), await asked(early.url, "attacker.example")];
    await early.close();
    expect([starting.status, strange.status]).toEqual([503, 421]);
    for (const one of [starting, strange])
      expect([isGuarded(one), one.headers.get("cache-control")]).toEqual([true, "no-store"]);
  });

  it("every address of the first set-up is guarded, to a stranger and to whoever typed the code", async () => {
    const { server, said, client } = await openSetUp();
    const code = /[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(said.join("\n"))?.[0] ?? "";
    const { routes } = setUpApp({ origin: "" } as Parameters<typeof setUpApp>[0]);
    const steps = [...(routes.find(({ path }) => path.includes(":passo"))?.path.matchAll(/[a-z]+(?=[|)])/g) ?? [])];
    const paths = routes
      .filter(({ method }) => method !== "ALL")
      .flatMap(({ method, path }) =>
        path.includes(":passo") ? steps.map(([name]) => [method, `/configurazione/${name}`]) : [[method, path]],
      )
      .filter(([, path]) => !path?.includes("*"));
    expect(paths.length).toBeGreaterThan(20);
    const got: { readonly name: string; readonly answer: Got }[] = [];
    for (const visitor of ["stranger", "operator"]) {
      if (visitor === "operator") await client.post("/configurazione/codice", { code });
      for (const [method = "", path = ""] of [...paths, ["GET", "/niente"], ["GET", "/static/visto.css"]])
        got.push({ name: `${visitor} ${method} ${path}`, answer: await ask(client, method, path) });
    }
    await server.close();
    expect(got.some(({ name, answer }) => name.startsWith("operator") && answer.text.includes("<form"))).toBe(true);
    expect(got.filter(({ answer }) => !isGuarded(answer)).map(({ name }) => name)).toEqual([]);
    const kept = got.filter(
      ({ name, answer }) => !name.includes("/static/") && answer.headers.get("cache-control") !== "no-store",
    );
    expect(kept.map(({ name }) => name)).toEqual([]);
  });
});
