// A body's public address behind a reverse proxy: which names are answered, whose request the limits count, and what
// a forged header changes.
import { rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hereAlone, mustHaveOrigin, visitorOf } from "../../local/address.ts";
import { serve } from "../../local/serve.ts";
import { serveBody } from "../../local/serve-body.ts";
import { parseSettings } from "../../local/settings.ts";
import { readOrigin } from "../../shared/workflow/index.ts";
import { openClient } from "../support/client.ts";
import { openReverseProxy, type ReverseProxy } from "../support/reverse-proxy.ts";
import { openTestSite, type TestSite } from "../support/site.ts";
import { newFolder } from "../support/world.ts";

describe("an origin", () => {
  it.each([
    ["https://atti.comune.example.it", "https://atti.comune.example.it"],
    [" https://Atti.Comune.example.IT/ ", "https://atti.comune.example.it"],
    ["https://atti.example.it:443", "https://atti.example.it"],
    ["https://atti.example.it:8443", "https://atti.example.it:8443"],
    ["https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://localhost", "http://localhost"],
    ["http://atti.example.it", undefined],
    ["https://atti.example.it/visto", undefined],
    ["https://atti.example.it?x", undefined],
    ["https://a@atti.example.it", undefined],
    ["https://atti.example.it.", undefined],
    ["https://*.example.it", undefined],
    ["https://atti example.it", undefined],
    ["https://999.1.1.1", undefined],
    ["https://[::zz]", undefined],
    ["https://atti.example.it:99999", undefined],
    ["ftp://atti.example.it", undefined],
    [`https://${"a.".repeat(200)}it`, undefined],
    ["", undefined],
  ])("%j is read as %j", (text, expected) => {
    expect(readOrigin(text)).toBe(expected);
  });

  it.each([
    [{ origin: "http://atti.example.it" }, "origin"],
    [{ origin: "https://atti.example.it/x" }, "origin"],
    [{ trustedProxies: ["0.0.0.0/0"] }, "trustedProxies.0"],
    [{ trustedProxies: ["::/0"] }, "trustedProxies.0"],
    [{ trustedProxies: ["proxy.example"] }, "trustedProxies.0"],
    [{ trustedProxies: ["10.0.0.0/33"] }, "trustedProxies.0"],
  ])("that visto.json gives wrong is told by its field: %j", (file, field) => {
    expect(() => parseSettings(JSON.stringify(file))).toThrow(field);
  });
});

describe("the visitor", () => {
  const trusted = ["127.0.0.1", "::1", "10.1.0.0/16"];
  it.each([
    ["no proxy is trusted", [], "127.0.0.1", "203.0.113.9", "127.0.0.1"],
    ["the connection is no proxy's", trusted, "198.51.100.4", "203.0.113.9", "198.51.100.4"],
    ["a proxy says who", trusted, "127.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["a visitor wrote an address of their own before", trusted, "127.0.0.1", "192.0.2.1, 203.0.113.9", "203.0.113.9"],
    ["a visitor wrote a trusted one before", trusted, "127.0.0.1", "127.0.0.1, 203.0.113.9", "203.0.113.9"],
    ["two proxies stand in a row", trusted, "::1", "203.0.113.9, 10.1.2.3", "203.0.113.9"],
    ["sockets write both families", trusted, "::ffff:127.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"],
    ["the proxy says nothing", trusted, "127.0.0.1", undefined, "127.0.0.1"],
    ["the entry is no address", trusted, "127.0.0.1", "203.0.113.9, unknown", "127.0.0.1"],
    ["the list is endless", trusted, "127.0.0.1", "127.0.0.1,".repeat(5000), "127.0.0.1"],
    ["the visitor has the other family", trusted, "127.0.0.1", "2001:db8::7", "2001:db8::7"],
  ])("is told right when %s", (_, proxies, remote, forwarded, expected) => {
    expect(visitorOf(proxies)(remote, forwarded)).toBe(expected);
  });
});

/** One request with any headers, `Host` too. */
const ask = (url: string, headers: Record<string, string>, path = "/", method = "GET") =>
  new Promise<{ status: number; text: string; headers: Record<string, unknown> }>((resolve, reject) => {
    const outgoing = request(new URL(path, url), { headers, method }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString(), headers: answer.headers }),
      );
    });
    outgoing.once("error", reject);
    outgoing.end();
  });

describe("a body with an https origin", () => {
  const host = "atti.borgosereno.example";
  let proxy: ReverseProxy;
  let site: TestSite;
  beforeAll(async () => {
    proxy = await openReverseProxy(host, { tls: false });
    const origin = `https://${host}:${proxy.port}`;
    site = await openTestSite({ address: { origin, trustedProxies: ["127.0.0.1"] } });
    proxy.upstream = site.url;
  });
  afterAll(async () => {
    await proxy.close();
    await site.stop();
  });
  const own = () => `https://${host}:${proxy.port}`;

  it("answers by the origin's name alone, and probes by this machine's", async () => {
    expect((await ask(site.url, { host: `${host}:${proxy.port}` })).status).toBe(200);
    for (const strange of [new URL(site.url).host, "evil.example", host, `evil.${host}:${proxy.port}`]) {
      const answer = await ask(site.url, { host: strange });
      expect([strange, answer.status]).toEqual([strange, 421]);
      expect(answer.text).toContain(own());
    }
    expect((await ask(site.url, {}, "/healthz")).status).toBe(200);
    expect((await ask(site.url, { host: "evil.example" }, "/healthz")).status).toBe(421);
  });

  it("says HSTS, keeps sessions in __Host- cookies, and gives its own address in what it links", async () => {
    const client = openClient(proxy.url);
    const first = await client.get("/.well-known/security.txt");
    expect(first.headers.get("strict-transport-security")).toContain("max-age=31536000");
    expect(first.text).toContain(`Canonical: ${own()}/`);
    // The account is entered; this machine's own name is no way in.
    await expect(site.signedIn()).rejects.toThrow();
    expect((await client.signIn("bruno.esempio", "prova-prova")).location).toBe("/ufficio");
    const line = client.setCookies.find((one) => one.startsWith("__Host-visto_ufficio="));
    expect(line).toMatch(/Path=\/; HttpOnly; Secure; SameSite=Strict/);
    expect((await client.get("/ufficio")).status).toBe(200);
    expect((await client.get("/robots.txt")).text).toContain(`Sitemap: ${own()}/sitemap.xml`);
  });

  it("takes forms from its origin over TLS, and from no other", async () => {
    const client = openClient(proxy.url);
    const post = async (headers: Record<string, string>) => {
      const fields = { ...(await client.form("/accesso", "/accesso")), username: "nessuno", password: "x" };
      return (await client.send("POST", "/accesso", { body: new URLSearchParams(fields), headers })).text;
    };
    const refused = async (headers: Record<string, string>) => {
      const answer = await client.send("POST", "/accesso", { body: new URLSearchParams({ username: "x" }), headers });
      return answer.status;
    };
    expect(await refused({ origin: own().replace("https:", "http:") })).toBe(403);
    expect(await refused({ origin: site.url })).toBe(403);
    expect(await refused({ origin: "https://evil.example", "x-forwarded-host": "evil.example" })).toBe(403);
    expect(await refused({ origin: "https://evil.example", "sec-fetch-site": "same-origin" })).toBe(403);
    // Whoever is refused for their password alone gets the form again.
    for (const headers of [{ origin: own() }, { origin: "null", "sec-fetch-site": "same-origin" }, {}])
      expect(await post(headers as Record<string, string>)).toContain('name="password"');
  });

  it("counts tries by the address that the proxy saw, whatever a visitor writes before it", async () => {
    const tried = async (visitor: string, forged: string) => {
      proxy.visitor = visitor;
      const client = openClient(proxy.url);
      const fields = { ...(await client.form("/accesso", "/accesso")), username: "carla.modello", password: "no" };
      return (await client.post("/accesso", fields, { "x-forwarded-for": forged })).status;
    };
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) statuses.push(await tried("203.0.113.9", `192.0.2.${n}`));
    expect(statuses.at(-1)).toBe(429);
    expect(await tried("203.0.113.77", "203.0.113.9")).toBe(403);
    // Who asks us without the proxy's word is who they are: nothing they write makes them another.
    proxy.visitor = undefined;
  });
});

describe("without a trusted proxy", () => {
  it("a forged X-Forwarded-For changes nothing: the connection is counted", async () => {
    const site = await openTestSite({ address: hereAlone });
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      const client = site.client();
      const fields = { ...(await client.form("/accesso", "/accesso")), username: "carla.modello", password: "no" };
      const headers = {
        "x-forwarded-for": `203.0.113.${n}`,
        "x-real-ip": `203.0.113.${n}`,
        forwarded: `for=1.2.3.${n}`,
      };
      statuses.push((await client.post("/accesso", fields, headers)).status);
    }
    expect(statuses.at(-1)).toBe(429);
    await site.stop();
  });
});

describe("listening to others", () => {
  it("needs an https origin, and never the demo", async () => {
    expect(() => mustHaveOrigin("0.0.0.0", hereAlone)).toThrow("--listen: 0.0.0.0");
    expect(() => mustHaveOrigin("0.0.0.0", { origin: "http://127.0.0.1", trustedProxies: [] })).toThrow("origin");
    expect(() => mustHaveOrigin("127.0.0.2", hereAlone)).not.toThrow();
    expect(() => mustHaveOrigin("::", { origin: "https://atti.example.it", trustedProxies: [] })).not.toThrow();
    const dir = await newFolder();
    const options = { port: 0, dir, say: () => undefined, told: () => undefined };
    await expect(serveBody({ ...options, listen: "0.0.0.0" })).rejects.toThrow("--listen");
    await expect(serve({ ...options, listen: "0.0.0.0" })).rejects.toThrow("dimostrazione");
    await writeFile(join(dir, "visto.json"), JSON.stringify({ origin: "https://atti.example.it" }));
    await expect(serve(options)).rejects.toThrow("dimostrazione");
    await rm(dir, { recursive: true, force: true });
  });

  it("serves the first set-up too by the origin that visto.json gives, with a Secure cookie", async () => {
    const dir = await newFolder();
    await writeFile(join(dir, "visto.json"), JSON.stringify({ origin: "https://atti.example.it" }));
    const server = await serveBody({ port: 0, dir, say: () => undefined, told: () => undefined });
    expect((await ask(server.url, {}, "/configurazione")).status).toBe(421);
    const page = await ask(server.url, { host: "atti.example.it" }, "/configurazione");
    expect([page.status, page.headers["strict-transport-security"]]).toEqual([200, "max-age=31536000"]);
    await server.close();
    await rm(dir, { recursive: true, force: true });
  });
});
