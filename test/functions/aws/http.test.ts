// The pages behind API Gateway: the function's own handler on a request in payload format 2.0.
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { getConnInfo, handle } from "hono/aws-lambda";
import { expect, it } from "vitest";
import { webApp } from "../../../functions/web/app.ts";
import type { WebDeps } from "../../../functions/web/deps.ts";
import { throughEdge } from "../../../functions/web/edge.ts";
import type { World } from "../../../shared/workflow/index.ts";
import { actWith, aFile } from "../../support/acts.ts";
import { awsEvent } from "../../support/aws-events.ts";
import { headOf, published } from "../../support/journey.ts";
import { openTestWorld } from "../../support/world.ts";

const word = "una-parola-di-prova-lunga";
const origin = "https://visto.example.org";

async function site(wrap: (world: World) => World = (world) => world, over: Partial<WebDeps> = {}) {
  const test = await openTestWorld({ settings: { baseUrl: origin }, wrap });
  const faults: string[] = [];
  const app = webApp({
    world: test.world,
    wake: () => undefined,
    uploadOrigins: ["https://visto-intake.s3.amazonaws.com"],
    sourceOf: (c) => getConnInfo(c).remote.address,
    fault: (fault) => void faults.push(String(fault)),
    ...over,
  });
  const answer = throughEdge({ word, origin }, handle(app));
  const ask = (method: string, path: string, headers: Readonly<Record<string, string>> = {}) => {
    const event = awsEvent("http-api-v2", { method, path });
    const all = { ...(event["headers"] as object), "x-visto-edge": word, "x-visto-viewer": "192.0.2.10", ...headers };
    const answered = answer({ ...event, headers: all } as unknown as Parameters<typeof answer>[0]);
    return answered as Promise<APIGatewayProxyStructuredResultV2>;
  };
  return { ask, faults, test };
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

it("leads the portal's pages straight to the edge's copies of files, and by us where there is none", async () => {
  const kept = new Map<string, string>();
  const publicFiles = {
    put: async (key: string, { sha256 }: { readonly sha256: string }) => {
      kept.set(`/${key}`, sha256);
    },
    remove: async (key: string) => void kept.delete(`/${key}`),
  };
  const { ask, test } = await site((world) => ({ ...world, publicFiles }), {
    servesCopies: true,
    downloadUrl: async ({ fileName }) => `https://presigned.example/${fileName}`,
  });
  const actId = await published(test, actWith([aFile("A")]), [aFile("A")]);
  for (const page of ["/trasparenza/2025/2706", "/albo/2025/2706"]) {
    const { body = "" } = await ask("GET", page);
    const linked = [...body.matchAll(/href="(\/file\/[^"]+)"/g)].map(([, path = ""]) => path);
    expect(new Set(linked)).toEqual(new Set(kept.keys()));
    expect(body).not.toContain(`/atti/${actId}/file/`);
  }
  // An address that somebody has from before leads there, too.
  const location = async (name: string) => (await ask("GET", `/atti/${actId}/file/${name}`)).headers?.["location"];
  const copy = await location("copia");
  expect(kept.get(String(copy))).toBe((await headOf(test, actId)).copy?.sha256);
  await test.world.items.transact([{ delete: { pk: `${test.world.settings.tenant}#PUBF#${actId}`, sk: "FILES" } }]);
  expect(await location("copia")).toMatch(/^https:\/\/presigned.example\/determinazione-2706/);
  const { body } = await ask("GET", "/trasparenza/2025/2706");
  expect(body).toContain(`/atti/${actId}/file/copia`);
});
