import { Hono } from "hono";
import { getConnInfo, handle } from "hono/aws-lambda";
import { expect, it } from "vitest";
import { throughEdge } from "../../../functions/web/edge.ts";

const origin = "https://visto.example.org";
const word = "una-parola-di-prova-lunga";
const app = new Hono().get("/", (c) =>
  c.json({ url: c.req.url, from: getConnInfo(c).remote.address, headers: c.req.header() }),
);
const answer = throughEdge({ word, origin }, handle(app));

/** As API Gateway tells a request of the distribution (payload format 2.0). */
const request = (headers: Readonly<Record<string, string>>) =>
  ({
    version: "2.0",
    routeKey: "$default",
    rawPath: "/",
    rawQueryString: "",
    headers: { host: "abc.execute-api.eu-south-1.amazonaws.com", ...headers },
    isBase64Encoded: false,
    requestContext: {
      domainName: "abc.execute-api.eu-south-1.amazonaws.com",
      http: { method: "GET", path: "/", protocol: "HTTP/1.1", sourceIp: "130.176.0.1", userAgent: "test" },
    },
  }) as unknown as Parameters<typeof answer>[0];

it("shows the request as the visitor made it: to the body's origin, from the visitor's own address", async () => {
  const { statusCode, body } = await answer(request({ "x-visto-edge": word, "x-visto-viewer": "203.0.113.7" }));
  expect(statusCode).toBe(200);
  const seen = JSON.parse(body) as { url: string; from: string; headers: Record<string, string> };
  expect(seen).toMatchObject({ url: `${origin}/`, from: "203.0.113.7" });
  expect(seen.headers).not.toHaveProperty("x-visto-edge");
});

it.each([
  ["no word", {}],
  ["another word", { "x-visto-edge": "un'altra-parola-di-prova" }],
  ["a longer word", { "x-visto-edge": `${word}x` }],
])("refuses with 403 and nothing else a request with %s", async (_, headers) => {
  expect(await answer(request({ ...headers, "x-visto-viewer": "203.0.113.7" }))).toEqual({ statusCode: 403, body: "" });
});
