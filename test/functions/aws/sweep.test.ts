// The sweep as it is deployed, on a table of DynamoDB's protocol: the first operator, their mail, webhooks that are due.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handle as sweep } from "../../../functions/sweep/handle.ts";
import { bundleFunction } from "../../../infra/bundle.ts";
import { dynamoItems } from "../../../shared/adapters/aws/dynamo-items.ts";
import {
  createAct,
  findPerson,
  type Items,
  MailRefused,
  type Message,
  sendAccessMails,
  type WebhookRequest,
  webhookEndpointSchema,
} from "../../../shared/workflow/index.ts";
import { anAct } from "../../support/acts.ts";
import { awsEvent } from "../../support/aws-events.ts";
import { environmentOf, openServices, setEnvironment } from "../../support/aws-services.ts";
import { findDynoxide, startDynoxide } from "../../support/dynoxide.ts";
import { must, officer } from "../../support/journey.ts";
import { makeFolder, removeFolder } from "../../support/temp-folder.ts";
import { dumpItems, openTestWorld } from "../../support/world.ts";

const dynoxide = findDynoxide();
const missing = "missing" in dynoxide ? dynoxide.missing : undefined;
if (missing !== undefined) console.warn(`the sweep on AWS is not tested: ${missing}`);

const tenant = "T#borgo-sereno";
const dora = {
  ...{ who: "dora.gestore", name: "Dora Gestore", email: "dora@borgosereno.example" },
  fiscalCode: "PRVDRA80A41H501U",
};
const heard = { id: "protocollo", events: ["act.created.v1"] };
/** An address of this very machine: what is deployed must not go there. */
const endpoint = {
  ...heard,
  url: "https://127.0.0.1/v",
  secrets: ["whsec_dmlzdG8tcHJvdmEtdmV0dG9yZS1kaS1jb2xsYXVkby0x"],
};

type Swept = Awaited<ReturnType<ReturnType<typeof sweep>>>;

describe.skipIf(missing !== undefined)(
  `the deployed sweep${missing === undefined ? "" : ` (skipped: ${missing})`}`,
  () => {
    let items: Items;
    let services: Awaited<ReturnType<typeof openServices>>;
    let handler: (event: unknown) => Promise<Swept>;
    const ends: (() => unknown)[] = [];
    const secrets: Record<string, string> = { webhook: "non ancora un elenco, ma con whsec_segreto" };

    beforeAll(async () => {
      if ("missing" in dynoxide) throw new Error(dynoxide.missing);
      const table = await startDynoxide(dynoxide.program);
      ends.push(table.stop);
      items = dynamoItems({ client: table.client, table: table.table });
      services = await openServices(secrets);
      const folder = await makeFolder();
      ends.push(services.close, () => removeFolder(folder));
      await bundleFunction({ name: "sweep" }, folder);
      const { hostname = "", port } = (await table.client.config.endpoint?.()) ?? {};
      const at = {
        table: { endpoint: `http://${hostname}:${port}`, name: table.table },
        services: services.url,
        folder,
      };
      const putBack = setEnvironment({
        // The body's own address, which the look at the notice board asks for: nothing is there.
        ...environmentOf({ ...at, origin: "https://127.0.0.1:9" }),
        VISTO_FETCH_MATERIAL: "no",
        VISTO_MALWARE_SCAN: "no",
        VISTO_OIDC: JSON.stringify({
          ...{ issuer: "https://identita.example", clientId: "visto", name: "Accesso di prova" },
          claims: { fiscalCode: "fiscal_number" },
        }),
        VISTO_FIRST_OPERATOR: JSON.stringify(dora),
        VISTO_WEBHOOKS: JSON.stringify([heard]),
        VISTO_WEBHOOK_SECRET: "webhook",
      });
      ends.push(putBack);
      ({ handler } = await import(pathToFileURL(join(folder, "index.mjs")).href));
    }, 120_000);
    afterAll(async () => {
      for (const end of ends.reverse()) await end();
    });

    it("enters the operator of the settings once, and writes them where to come in, though a secret is wrong", async () => {
      await expect(handler(awsEvent("scheduled"))).rejects.toThrow(/the secret webhook is not a JSON list/);
      expect(await findPerson(items, tenant, dora.who)).toMatchObject({ ...dora, roles: ["operator"] });
      expect(services.sent.map(({ to }) => to)).toEqual([dora.email]);
      const [mail] = services.sent;
      expect(mail?.text).toContain("https://127.0.0.1:9/accesso");
      expect(mail?.text).toContain("Accesso di prova");
      // A link to choose a password would lead nowhere here.
      expect(mail?.text).not.toContain("/password");
    });

    it("tries webhooks as soon as their secret can be read, never into our own network, and writes nobody twice", async () => {
      secrets["webhook"] = JSON.stringify([endpoint]);
      const { world } = await openTestWorld({ startsAt: new Date(Date.now() - 1000).toISOString() });
      const there = { ...world, items, webhooks: { endpoints: [heard] } };
      const { actId } = must(await createAct(there, { by: officer, data: anAct() }));
      const swept = await handler(awsEvent("scheduled"));
      expect(swept).toMatchObject({ hooked: 1, invited: 0 });
      const { items: told } = await items.query({ pk: `${tenant}#ACT#${actId}`, sk: { beginsWith: "" } });
      expect(JSON.stringify(told)).not.toContain("whsec_");
      // Put off: the next minute does not ask again.
      expect(await handler(awsEvent("scheduled"))).toMatchObject({ hooked: 0, invited: 0 });
      expect(services.sent).toHaveLength(1);
    });
  },
);

describe("a step of the sweep", () => {
  const hooks = (answers: number[], sent: WebhookRequest[]) => async () => ({
    endpoints: [webhookEndpointSchema.parse({ ...endpoint, url: "https://protocollo.example/v" })],
    sender: {
      post: async (request: WebhookRequest) => {
        sent.push(request);
        const status = answers.shift() ?? 200;
        return status < 300 ? { ok: true as const, status } : { ok: false as const, problem: "REFUSED", status };
      },
    },
  });
  const aChange = async () => {
    const sent: WebhookRequest[] = [];
    const test = await openTestWorld();
    const world = { ...test.world, webhooks: { endpoints: [heard] } };
    await createAct(world, { by: officer, data: anAct() });
    return { test, sent, told: () => dumpItems(test.dir).filter((item) => item.sk === "DLV#hook#protocollo") };
  };

  it("sends a webhook that is due, again when its receiver was away, and then no more", async () => {
    const { test, sent, told } = await aChange();
    const step = sweep({ ...test.world, hooks: hooks([503, 200], sent) });
    expect(await step()).toMatchObject({ hooked: 1 });
    expect(told()).toMatchObject([{ state: "WAITING" }]);
    expect(await step()).toMatchObject({ hooked: 0 });
    test.clock.forward(3_600_000);
    expect(await step()).toMatchObject({ hooked: 1 });
    expect(told()).toMatchObject([{ state: "SENT" }]);
    expect(new Set(sent.map((one) => one.headers["webhook-id"])).size).toBe(1);
    test.clock.forward(3_600_000);
    expect(await step()).toMatchObject({ hooked: 0 });
  });

  it("holds up no other: mails go out though webhooks cannot be read, and the fault is told at the end", async () => {
    const { test } = await aChange();
    const mails: Message[] = [];
    const broken = { ...test.world, items: test.world.items };
    await expect(
      sweep({
        ...broken,
        firstOperator: dora,
        hooks: () => Promise.reject(new Error("no secret")),
        mail: {
          send: async (one) => {
            mails.push(one);
          },
        },
      })(),
    ).rejects.toThrow("no secret");
    // The directory has people: nobody is entered by a setting any more, and nobody is written to.
    expect([mails, await findPerson(test.world.items, test.world.settings.tenant, dora.who)]).toEqual([[], undefined]);
  });

  it("tries a mail again that the provider did not take, and gives up one that it never will", async () => {
    const answers = [new Error("away"), new MailRefused("5.1.1")];
    const { test } = await aChange();
    const { world } = test;
    for (const item of dumpItems(test.dir).filter(({ pk }) => pk.endsWith("#PPL")))
      await world.items.transact([{ delete: { pk: item.pk, sk: item.sk } }]);
    const tried: Message[] = [];
    const mail = {
      send: async (one: Message) => {
        tried.push(one);
        const fault = answers.shift();
        if (fault) throw fault;
      },
    };
    const step = sweep({ ...world, firstOperator: dora, mail });
    expect(await step()).toMatchObject({ invited: 1 });
    expect(await step()).toMatchObject({ invited: 0 });
    test.clock.forward(60_000);
    expect(await step()).toMatchObject({ invited: 1 });
    test.clock.forward(24 * 3_600_000);
    expect([await sendAccessMails({ ...world, mail }), tried.map(({ to }) => to.email)]).toEqual([
      0,
      [dora.email, dora.email],
    ]);
  });
});
