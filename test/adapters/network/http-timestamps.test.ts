import { createHash } from "node:crypto";
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { httpTimestamps } from "../../../shared/adapters/network/http-timestamps.ts";
import { tokenIsOver } from "../../../shared/seal/index.ts";
import { responder } from "../../support/responder.ts";
import { rejection, stampingAnswer } from "../../support/timestamp-authority.ts";

// Proves that a token comes only from an authority that answers this question, in time and within size.

const imprint = new Uint8Array(createHash("sha256").update("originale").digest());
type Paths = Parameters<typeof responder>[0];

async function asked(answer: Paths[string], over: Partial<Parameters<typeof httpTimestamps>[0]> = {}) {
  const server = await responder({ "/tsa": answer });
  return { ...server, stamp: () => httpTimestamps({ url: `${server.url}/tsa`, ...over }).stamp(imprint) };
}

describe("a timestamp authority over HTTP", () => {
  it("is asked by POST and gives a token over the imprint, another nonce each time", async () => {
    const { stamp, seen } = await asked(stampingAnswer());
    expect(tokenIsOver(await stamp(), imprint)).toBe(true);
    await stamp();
    expect(seen.map(({ method }) => method)).toEqual(["POST", "POST"]);
    expect(seen[0]?.body).not.toEqual(seen[1]?.body);
  });

  it("gets the name and password of its address, and no error shows them", async () => {
    const headers: (string | undefined)[] = [];
    const server = await responder({ "/tsa": (_request, response) => response.writeHead(500).end() });
    const address = `${server.url.replace("//", "//ente:segret%6F@")}/tsa`;
    const secret = createServer((socket) => {
      socket.once("data", (data) => {
        headers.push(/authorization: (.*)\r\n/i.exec(data.toString("latin1"))?.[1]);
        socket.end("HTTP/1.1 401 No\r\ncontent-length: 0\r\n\r\n");
      });
    });
    await new Promise<void>((resolve) => secret.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void secret.close());
    const bound = secret.address();
    if (typeof bound !== "object" || bound === null) throw new Error("the server has no port");
    const guarded = address.replace(`:${server.port}/`, `:${bound.port}/`);
    const fault = await httpTimestamps({ url: guarded }).stamp(imprint).catch(String);
    expect(headers).toEqual([`Basic ${Buffer.from("ente:segreto").toString("base64")}`]);
    expect(fault).toContain("401");
    expect(fault).not.toContain("segret");
  });

  it.each<[string, Paths[string], string]>([
    [
      "an answer over other bytes",
      stampingAnswer({}, (one) => ({ ...one, imprint: one.imprint.map((b) => b ^ 1) })),
      "OTHER_IMPRINT",
    ],
    ["an answer with another nonce", stampingAnswer({}, (one) => ({ ...one, nonce: Uint8Array.of(7) })), "OTHER_NONCE"],
    ["a rejection", (_request, response) => response.end(rejection()), "REJECTED (status 2: Richiesta non accettata)"],
    ["garbage", (_request, response) => response.end("<html>Benvenuti</html>"), "MALFORMED"],
    ["a server error", (_request, response) => response.writeHead(503).end("later"), "status 503"],
    ["a redirect", (_request, response) => response.writeHead(307, { location: "/elsewhere" }).end(), "status 307"],
    ["an answer without end", (_request, response) => response.end(new Uint8Array(70_000)), "more than 65536 bytes"],
    ["a line that breaks", (_request, response) => response.destroy(), "does not answer"],
  ])("gives no token but a fault for %s", async (_what, answer, why) => {
    const { stamp } = await asked(answer);
    await expect(stamp()).rejects.toThrow(why);
  });

  it("is waited for only so long, also in the middle of its answer", async () => {
    const silent = await asked(() => undefined, { milliseconds: 100 });
    await expect(silent.stamp()).rejects.toThrow("does not answer");
    const slow = await asked((_request, response) => void response.writeHead(200).write("0"), { milliseconds: 100 });
    await expect(slow.stamp()).rejects.toThrow();
  });

  it("has a web address", () => {
    expect(() => httpTimestamps({ url: "file:///etc/passwd" })).toThrow(TypeError);
    expect(() => httpTimestamps({ url: "tsa" })).toThrow(TypeError);
  });
});
