import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { fetchMaterial } from "../../../shared/adapters/network/fetch-material.ts";
import { isPublicAddress } from "../../../shared/adapters/network/public-address.ts";
import { responder } from "../../support/responder.ts";

// Proves that what a stranger's certificate names is fetched within limits, and never from inside.

const list = new Uint8Array([0x30, 0x03, 0x02, 0x01, 0x05]);
const crl = (url: string) => ({ kind: "crl", url }) as const;
const local = (more = {}) => fetchMaterial({ allowLoopback: true, milliseconds: 2_000, ...more });

describe("an address inside", () => {
  it.each([
    ["127.0.0.1", false],
    ["127.8.8.8", false],
    ["0.0.0.0", false],
    ["10.0.0.5", false],
    ["100.64.0.1", false],
    ["169.254.169.254", false],
    ["172.16.0.1", false],
    ["172.31.255.255", false],
    ["192.168.1.1", false],
    ["198.18.0.1", false],
    ["224.0.0.1", false],
    ["255.255.255.255", false],
    ["::", false],
    ["::1", false],
    ["::ffff:127.0.0.1", false],
    ["::ffff:8.8.8.8", false],
    ["64:ff9b::7f00:1", false],
    ["fc00::1", false],
    ["fe80::1", false],
    ["2001:db8::1", false],
    ["2001::1", false],
    ["2002:7f00:1::", false],
    ["ff02::1", false],
    ["not an address", false],
    ["172.32.0.1", true],
    ["93.184.216.34", true],
    ["2606:4700::1111", true],
  ])("%s is public: %s", (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });

  it.each([
    "http://127.0.0.1:1/a.crl",
    "http://[::1]:1/a.crl",
    "http://[::ffff:127.0.0.1]/a.crl",
    "http://2130706433/a.crl",
    "http://0x7f.1/a.crl",
    "http://169.254.169.254/latest/meta-data",
    "file:///etc/passwd",
    "ftp://prova.invalid/a.crl",
    "ldap://prova.invalid/cn=ca",
    "http://someone:secret@prova.invalid/a.crl",
    "not a url",
  ])("%s is refused", async (url) => {
    expect(await fetchMaterial().fetch(crl(url))).toEqual({ ok: false, problem: "ADDRESS_REFUSED" });
  });

  it("is refused behind a public name, also when only one of its addresses is inside", async () => {
    const resolving = (...addresses: string[]) =>
      fetchMaterial({ resolve: async () => addresses.map((address) => ({ address })) });
    const refused = { ok: false, problem: "ADDRESS_REFUSED" };
    expect(await resolving("10.0.0.1").fetch(crl("http://prova.invalid/a"))).toEqual(refused);
    expect(await resolving("93.184.216.34", "127.0.0.1").fetch(crl("http://prova.invalid/a"))).toEqual(refused);
    expect(await resolving().fetch(crl("http://prova.invalid/a"))).toEqual({ ok: false, problem: "UNREACHABLE" });
  });

  it("is refused behind a redirect", async () => {
    const server = await responder({
      "/inside": (_asked, response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end(),
      "/file": (_asked, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end(),
    });
    for (const path of ["/inside", "/file"])
      expect(await local().fetch(crl(server.url + path))).toEqual({ ok: false, problem: "ADDRESS_REFUSED" });
  });

  it("is reached with the test flag only where it is this machine", async () => {
    expect(await local().fetch(crl("http://10.0.0.1/a"))).toEqual({ ok: false, problem: "ADDRESS_REFUSED" });
  });
});

describe("a name", () => {
  it("is resolved once, and the connection goes where was looked", async () => {
    const server = await responder({ "/a.crl": list });
    const answers = ["127.0.0.1", "10.0.0.1"];
    const resolve = async () => [{ address: answers.shift() ?? "10.0.0.1" }];
    const answer = await local({ resolve }).fetch(crl(`http://prova.invalid:${server.port}/a.crl`));
    expect(answer).toEqual({ ok: true, bytes: list });
    expect(answers).toEqual(["10.0.0.1"]);
    expect(server.seen[0]?.host).toBe(`prova.invalid:${server.port}`);
  });

  it("that the resolver never answers ends at the limit", async () => {
    const answer = await local({ milliseconds: 50, resolve: () => new Promise(() => {}) }).fetch(
      crl("http://x.invalid/"),
    );
    expect(answer).toEqual({ ok: false, problem: "TOO_SLOW" });
  });
});

describe("a server", () => {
  it("gives the bytes, over a few redirects", async () => {
    const server = await responder({
      "/a.crl": list,
      "/1": (_asked, response) => response.writeHead(301, { location: "/2" }).end(),
      "/2": (_asked, response) => response.writeHead(307, { location: "/a.crl" }).end(),
    });
    expect(await local().fetch(crl(`${server.url}/1`))).toEqual({ ok: true, bytes: list });
  });

  it("that redirects for ever is left", async () => {
    const server = await responder({
      "/1": (_asked, response) => response.writeHead(302, { location: "/1" }).end(),
    });
    expect(await local().fetch(crl(`${server.url}/1`))).toEqual({ ok: false, problem: "REFUSED_BY_SERVER" });
    expect(server.seen.length).toBe(4);
  });

  it("gets an OCSP request as one, and may not send it on", async () => {
    const server = await responder({
      "/ocsp": list,
      "/on": (_asked, response) => response.writeHead(307, { location: "/ocsp" }).end(),
    });
    const body = new Uint8Array([1, 2, 3]);
    expect(await local().fetch({ kind: "ocsp", url: `${server.url}/ocsp`, body })).toEqual({ ok: true, bytes: list });
    expect(server.seen[0]).toMatchObject({ method: "POST", body });
    const moved = await local().fetch({ kind: "ocsp", url: `${server.url}/on`, body });
    expect(moved).toEqual({ ok: false, problem: "REFUSED_BY_SERVER" });
  });

  it("that answers with an error gives nothing", async () => {
    const server = await responder({});
    expect(await local().fetch(crl(`${server.url}/none`))).toEqual({ ok: false, problem: "REFUSED_BY_SERVER" });
  });

  it("that sends too much is cut, whether it says so or not", async () => {
    const server = await responder({
      "/said": new Uint8Array(2_000),
      "/unsaid": (_asked, response) => {
        response.writeHead(200);
        for (let part = 0; part < 20; part++) response.write(new Uint8Array(100));
        response.end();
      },
    });
    for (const path of ["/said", "/unsaid"]) {
      const answer = await local({ bytes: { crl: 1_000 } }).fetch(crl(server.url + path));
      expect(answer).toEqual({ ok: false, problem: "TOO_LARGE" });
    }
  });

  it("that never ends is left at the limit of time", async () => {
    const server = await responder({
      "/silent": () => undefined,
      "/slow": (_asked, response) => response.writeHead(200).write("0"),
    });
    for (const path of ["/silent", "/slow"]) {
      const answer = await local({ milliseconds: 200 }).fetch(crl(server.url + path));
      expect(answer).toEqual({ ok: false, problem: "TOO_SLOW" });
    }
  });

  it("that speaks no HTTP, hangs up, or is not there gives nothing", async () => {
    const server = createServer((socket) => socket.end("hello\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await local().fetch(crl(`http://127.0.0.1:${port}/`))).toEqual({ ok: false, problem: "UNREACHABLE" });
    expect(await local().fetch(crl(`https://127.0.0.1:${port}/`))).toEqual({ ok: false, problem: "UNREACHABLE" });
    expect(await local().fetch(crl("http://127.0.0.1:1/"))).toEqual({ ok: false, problem: "UNREACHABLE" });
  });
});
