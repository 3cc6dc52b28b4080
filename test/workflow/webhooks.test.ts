// Webhooks: the form that a receiver's library verifies, written with the change, tried again, never into our own network.
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, it } from "vitest";
import { webhookSender } from "../../shared/adapters/network/webhook-sender.ts";
import {
  decide,
  sendDueWebhooks,
  type WebhookRequest,
  webhookEndpointSchema,
  webhookHeaders,
} from "../../shared/workflow/index.ts";
import { anAct } from "../support/acts.ts";
import { decisionOn, must, openTask, rup, submitted } from "../support/journey.ts";
import { dumpItems, openTestWorld } from "../support/world.ts";

const secret = "whsec_dmlzdG8tcHJvdmEtdmV0dG9yZS1kaS1jb2xsYXVkby0x";
const newer = "whsec_dmlzdG8tcHJvdmEtdmV0dG9yZS1kaS1jb2xsYXVkby0y";
const endpoint = webhookEndpointSchema.parse({
  id: "protocollo",
  url: "https://protocollo.example/v",
  secrets: [secret],
});
const page = readFileSync(new URL("../../docs/webhooks.md", import.meta.url), "utf8");
const vector = (name: string) => new RegExp(`^\\| ${name} \\| \`(.*)\` \\|$`, "m").exec(page)?.[1] ?? "";

describe("the signature", () => {
  it("is the one of the test vectors in the docs, with one secret and with two", () => {
    const [id, seconds, body] = [vector("webhook-id"), Number(vector("webhook-timestamp")), vector("body")];
    expect([vector("secret"), vector("second secret")]).toEqual([secret, newer]);
    expect(webhookHeaders([secret], id, seconds, body)["webhook-signature"]).toBe(vector("webhook-signature"));
    const both = webhookHeaders([secret, newer], id, seconds, body)["webhook-signature"];
    expect(both).toBe(vector("webhook-signature with both"));
    // The package's own signer says the same.
    const at = new Date(seconds * 1000);
    expect([new Webhook(secret).sign(id, at, body), new Webhook(newer).sign(id, at, body)].join(" ")).toBe(both);
  });

  it("is verified by the package of Standard Webhooks, by either secret, and not over another body", () => {
    const now = Math.floor(Date.now() / 1000);
    const headers = webhookHeaders([secret, newer], "01KD", now, '{"a":"è"}');
    for (const known of [secret, newer])
      expect(new Webhook(known).verify('{"a":"è"}', { ...headers })).toEqual({ a: "è" });
    expect(() => new Webhook(secret).verify('{"a":"e"}', { ...headers })).toThrow();
  });
});

function recorder(answers: number[]) {
  const sent: WebhookRequest[] = [];
  const post = async (request: WebhookRequest) => {
    sent.push(request);
    const status = answers.shift() ?? 200;
    return status < 300 ? { ok: true as const, status } : { ok: false as const, problem: "REFUSED", status };
  };
  return { sent, webhooks: { endpoints: [endpoint], sender: { post } } };
}

const hooksIn = (dir: string) => dumpItems(dir).filter((item) => item.sk === "DLV#hook#protocollo");

describe("an event", () => {
  it("is told with no name, no address and no text of the act, once, verified by its receiver", async () => {
    const { sent, webhooks } = recorder([]);
    const test = await openTestWorld({ wrap: (world) => ({ ...world, webhooks }) });
    const actId = await submitted(test, anAct({ subject: "Affidamento a Ditta Riservata" }));
    must(await decide(test.world, decisionOn(await openTask(test, actId, rup.email), "RETURN")));
    await test.outbox.drain();
    expect(new Set(sent.map((one) => one.headers["webhook-id"])).size).toBe(sent.length);
    const types = sent.map((one) => JSON.parse(one.body).type as string);
    expect(types).toContain("act.returned.v1");
    for (const { body, headers, url } of sent) {
      expect(url).toBe(endpoint.url);
      expect(() => new Webhook(secret).sign(headers["webhook-id"] ?? "", new Date(), body)).not.toThrow();
      for (const word of ["Riservata", "Modello", "Carla", "bruno", "@", "Importi"]) expect(body).not.toContain(word);
    }
    expect(new Set(hooksIn(test.dir).map((item) => item["state"]))).toEqual(new Set(["SENT"]));
    expect(await sendDueWebhooks(test.world)).toBe(0);
  });

  it("is tried again with the same id and bytes, and given up in the open after three days", async () => {
    const { sent, webhooks } = recorder(Array.from({ length: 99 }, () => 500));
    const only = { ...webhooks, endpoints: [{ ...endpoint, events: ["act.created.v1"] }] };
    const test = await openTestWorld({ wrap: (world) => ({ ...world, webhooks: only }) });
    await submitted(test, anAct());
    for (let tries = 0; tries < 20; tries += 1) {
      test.clock.forward(25 * 3_600_000);
      await test.outbox.round();
    }
    expect(sent).toHaveLength(10);
    expect(new Set(sent.map((one) => `${one.headers["webhook-id"]} ${one.body}`)).size).toBe(1);
    expect(new Set(sent.map((one) => one.headers["webhook-timestamp"])).size).toBe(10);
    expect(hooksIn(test.dir)).toMatchObject([{ state: "GIVEN_UP", attempts: 10, status: "REFUSED 500" }]);
  });

  it("arrives when the receiver is back; one that is gone for good (410) is not asked again", async () => {
    const { sent, webhooks } = recorder([503, 200]);
    const only = { ...webhooks, endpoints: [{ ...endpoint, events: ["act.created.v1"] }] };
    const test = await openTestWorld({ wrap: (world) => ({ ...world, webhooks: only }) });
    await submitted(test, anAct());
    test.clock.forward(60_000);
    await test.outbox.drain();
    expect(hooksIn(test.dir)).toMatchObject([{ state: "SENT", attempts: 2, status: "200" }]);
    expect(sent).toHaveLength(2);
    const gone = recorder([410]);
    const other = await openTestWorld({
      wrap: (world) => ({ ...world, webhooks: { ...gone.webhooks, endpoints: only.endpoints } }),
    });
    await submitted(other, anAct());
    expect(hooksIn(other.dir)).toMatchObject([{ state: "GIVEN_UP", status: "REFUSED 410" }]);
  });
});

describe("the sender", () => {
  const open: Server[] = [];
  afterEach(() => {
    for (const server of open.splice(0)) server.close();
  });
  async function receiver(answer: (url: string) => { status: number; headers?: Record<string, string> }) {
    const heard: string[] = [];
    const server = createServer((request, response) => {
      let text = "";
      request.on("data", (part) => {
        text += part;
      });
      request.on("end", () => {
        heard.push(text);
        const { status, headers } = answer(request.url ?? "");
        response.writeHead(status, headers).end("x".repeat(100_000));
      });
    });
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
  }
  const request = (url: string): WebhookRequest => ({ url, headers: { "webhook-id": "1" }, body: '{"è":1}' });

  it("sends the very bytes, and follows no redirect into anybody's network", async () => {
    const { url, heard } = await receiver((path) =>
      path === "/ok" ? { status: 204 } : { status: 307, headers: { location: "/ok" } },
    );
    const sender = webhookSender({ allowLoopback: true });
    expect(await sender.post(request(`${url}/ok`))).toEqual({ ok: true, status: 204 });
    expect(heard).toEqual(['{"è":1}']);
    expect(await sender.post(request(`${url}/x`))).toEqual({ ok: false, problem: "REFUSED", status: 307 });
    expect(heard).toHaveLength(2);
  });

  it.each([
    "https://127.0.0.1/",
    "https://10.0.0.1/",
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]/",
    "http://protocollo.example/",
  ])("refuses %s", async (url) => {
    const sender = webhookSender({ resolve: async () => [{ address: "198.18.0.1" }] });
    expect(await sender.post(request(url))).toEqual({ ok: false, problem: "ADDRESS_REFUSED" });
  });

  it("refuses a public name that leads home, also when only one of its addresses does", async () => {
    for (const addresses of [["127.0.0.1"], ["93.184.215.14", "192.168.1.1"]]) {
      const sender = webhookSender({ resolve: async () => addresses.map((address) => ({ address })) });
      expect(await sender.post(request("https://protocollo.example/"))).toEqual({
        ok: false,
        problem: "ADDRESS_REFUSED",
      });
    }
  });
});

it.each([
  ["a plain address", { url: "http://protocollo.example" }],
  ["no secret", { secrets: [] }],
  ["three secrets", { secrets: [secret, secret, secret] }],
  ["a short secret", { secrets: ["whsec_YWJj"] }],
  ["an id with a slash", { id: "a/b" }],
])("settings with %s are refused", (_name, over) => {
  expect(webhookEndpointSchema.safeParse({ ...endpoint, ...over }).success).toBe(false);
});
