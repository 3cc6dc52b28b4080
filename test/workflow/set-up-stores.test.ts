// The set-up on both stores: SQLite, and DynamoDB's own answers through its stand-in. As many people as it takes, two who
// end it at once, a draft that was changed meanwhile.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamoItems } from "../../shared/adapters/aws/dynamo-items.ts";
import { openSqliteItems } from "../../shared/adapters/embedded/sqlite-items.ts";
import { keyedBy } from "../../shared/adapters/network/keyed.ts";
import {
  addHolder,
  addPerson,
  addSubstitute,
  bodyOfFolder,
  changeBody,
  endPeople,
  endSetUp,
  enterSetUp,
  findPerson,
  type Items,
  idMaker,
  keepOperator,
  keepRegister,
  keepSection,
  keepSigning,
  readBodyRecord,
  readSecret,
  readSetUpDraft,
  registerState,
  type Stepped,
} from "../../shared/workflow/index.ts";
import { findDynoxide, startDynoxide } from "../support/dynoxide.ts";
import { pngOf } from "../support/pictures.ts";
import {
  addressFields,
  bodyFields,
  lookFields,
  mailFields,
  operatorFields,
  registerFields,
  signingFields,
} from "../support/set-up.ts";
import { makeFolder, removeFolder } from "../support/temp-folder.ts";

const dynoxide = findDynoxide();
if ("missing" in dynoxide) console.warn(`the set-up is not run on DynamoDB: ${dynoxide.missing}`);
const names = ["SQLite", ...("missing" in dynoxide ? [] : ["DynamoDB"])];
const stores = new Map<string, Items>();
const closing: (() => Promise<void> | void)[] = [];
beforeAll(async () => {
  const dir = await makeFolder();
  const sqlite = openSqliteItems({ file: join(dir, "items.sqlite"), now: () => new Date() });
  stores.set("SQLite", sqlite);
  closing.push(async () => {
    sqlite.close();
    await removeFolder(dir);
  });
  if ("missing" in dynoxide) return;
  const { client, table, stop } = await startDynoxide(dynoxide.program);
  stores.set("DynamoDB", dynamoItems({ client, table }));
  closing.push(stop);
});
afterAll(async () => {
  for (const close of closing) await close();
});

const most = 25;
const bytes = (length: number) => new Uint8Array(randomBytes(length));
const now = "2026-03-02T09:00:00.000Z";
const worldOn = (items: Items) => ({
  ...{ items, clock: () => now, newId: idMaker(() => new Date(now), bytes), randomBytes: bytes },
  ...{ keyed: keyedBy(new Uint8Array(32).fill(5)), sameText: (a: string, b: string) => a === b },
  passwords: { hash: async (text: string) => `hash of ${text.length}`, verify: async () => false },
});
const done = (stepped: Stepped) => expect(stepped).toEqual({ ok: true });
const seal = { subject: "Ente di prova", until: "2040-01-01T00:00:00.000Z" };
const key = new Uint8Array(40_000).fill(48);

async function fillIn(world: ReturnType<typeof worldOn>): Promise<void> {
  const { roles, password, passwordAgain, ...operator } = operatorFields;
  done(await keepSection(world, "identity", { fields: bodyFields }));
  done(await keepSection(world, "look", { fields: lookFields, picture: pngOf(64, 64) }));
  done(await keepOperator(world, { fields: { ...operator, roles: [roles] }, password, again: passwordAgain }));
  for (let n = 0; n < most; n += 1) {
    const who = `persona.${n}`;
    const person = { name: `Persona ${n}`, who, email: `${who}@b.example`, codesEmail: "", fiscalCode: "" };
    done(await addPerson(world, { fields: { ...person, office: `Ufficio ${n}`, roles: [] }, password: "" }));
    const held = { office: `Ufficio ${n}`, who, from: "2026-01-01", to: "", decree: `decreto n. ${n}` };
    done(await addHolder(world, held));
    const away = { ...held, who: operatorFields.who, to: "2026-12-31", kind: "absence", formula: "per il titolare" };
    done(await addSubstitute(world, away));
  }
  done(await endPeople(world));
  const signing = { fields: { ...signingFields, timestamps: [], qualified: true, passed: false } };
  done(await keepSigning(world, { ...signing, kind: "p12", file: key, password: "segreto" }, () => seal));
  const server = { ...mailFields, use: "smtp", host: "posta.example", user: "visto", from: "v@b.example" };
  done(await keepSection(world, "mail", { fields: server, password: "parola della posta" }));
  const address = { ...addressFields, origin: "https://ATTI.example.it/", trustedProxies: ["127.0.0.1"] };
  done(await keepSection(world, "address", { fields: address }));
  done(await keepRegister(world, registerFields("2026-03-01")));
}

describe.each(names)("the set-up on %s", (name) => {
  it("ends once, with everything that a full one holds in one transaction, and changes by version afterwards", async () => {
    const items = stores.get(name);
    if (!items) throw new Error(name);
    const world = worldOn(items);
    const entered = await enterSetUp(world, { code: "abcd-efgh-jkmn", expected: "ABCD-EFGH-JKMN" });
    const secret = entered.ok ? entered.value.secret : "";
    await fillIn(world);
    const person = { name: "Una di troppo", who: "troppo", email: "t@b.example", codesEmail: "", fiscalCode: "" };
    expect(await addPerson(world, { fields: { ...person, office: "X", roles: [] }, password: "" })).toMatchObject({
      problems: [{ field: "name" }],
    });
    const both = await Promise.all([endSetUp(world, secret), endSetUp(world, secret)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: "SET_UP_OVER" } });
    const tenant = (await bodyOfFolder(items)) ?? "";
    expect(tenant).toBe("T#c_z999");
    const record = await readBodyRecord(items, tenant);
    expect(record).toMatchObject({
      ...{ version: 1, hasMailPassword: true, seal: { kind: "p12", subject: seal.subject } },
      address: { origin: "https://atti.example.it", trustedProxies: ["127.0.0.1"] },
    });
    expect(await readSecret(items, world.keyed, tenant, "mail")).toBe("parola della posta");
    expect(await findPerson(items, tenant, "persona.24")).toMatchObject({ office: "Ufficio 24" });
    expect(await registerState(items, tenant, "DD", 2026)).toMatchObject({ opened: 41, last: 41 });
    expect(await readSetUpDraft(items)).toMatchObject({ version: 0, people: [] });
    expect(await keepSection(world, "look", { fields: lookFields })).toMatchObject({
      refusal: { code: "SET_UP_OVER" },
    });

    const settings = { tenant, name: "", place: "", office: "", register: "DD", baseUrl: "", test: false };
    const body = { ...world, settings: { ...settings, linkDays: 7, uploadMinutes: 60, uploadLimit: 1 } };
    const change = {
      by: "elena.verifica",
      section: "look" as const,
      version: 1,
      fields: { ...lookFields, colour: "" },
    };
    const changed = await Promise.all([changeBody(body, change), changeBody(body, change)]);
    expect(changed.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect((await readBodyRecord(items, tenant)).version).toBe(2);
  }, 60_000);
});
