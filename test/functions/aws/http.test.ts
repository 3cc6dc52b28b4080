// The pages behind API Gateway: the function's own handler on a request in payload format 2.0.
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { getConnInfo, handle } from "hono/aws-lambda";
import { expect, it } from "vitest";
import { webApp } from "../../../functions/web/app.ts";
import { throughEdge } from "../../../functions/web/edge.ts";
import { awsEvent } from "../../support/aws-events.ts";
import { openTestWorld } from "../../support/world.ts";

const word = "una-parola-di-prova-lunga";
const origin = "https://visto.example.org";

async function site() {
  const test = await openTestWorld({ settings: { baseUrl: origin } });
  const faults: string[] = [];
  const app = webApp({
    world: test.world,
    wake: () => undefined,
    uploadOrigins: ["https://visto-intake.s3.amazonaws.com"],
    sourceOf: (c) => getConnInfo(c).remote.address,
    fault: (fault) => void faults.push(String(fault)),
  });
  const answer = throughEdge({ word, origin }, handle(app));
  const ask = (method: string, path: string, headers: Readonly<Record<string, string>> = {}) => {
    const event = awsEvent("http-api-v2", { method, path });
    const all = { ...(event["headers"] as object), "x-visto-edge": word, "x-visto-viewer": "192.0.2.10", ...headers };
    const answered = answer({ ...event, headers: all } as unknown as Parameters<typeof answer>[0]);
    return answered as Promise<APIGatewayProxyStructuredResultV2>;
  };
  return { ask, faults };
}

it("answers with the portal's page, as text", async () => {
  const { ask, faults } = await site();
  const { statusCode, headers, body, isBase64Encoded } = await ask("GET", "/");
  expect([statusCode, isBase64Encoded, faults]).toEqual([200, false, []]);
  expect(headers?.["content-type"]).toMatch(/^text\/html/);
  expect(body).toContain("Comune di Borgo Sereno");
});

it("answers what is not there with a page, and nobody who did not sign in sees the office", async () => {
  const { ask } = await site();
  expect((await ask("GET", "/niente")).statusCode).toBe(404);
  const { statusCode, headers } = await ask("GET", "/ufficio");
  expect([statusCode, headers?.["location"]]).toEqual([303, expect.stringMatching(/^\/accesso/)]);
});
