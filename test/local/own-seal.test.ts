// A body's own key, from the form of the set-up to the seal of a copy: files that are refused and why, a policy that
// judges the very next act, another key that counts from the next start.
import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { demoPeople } from "../../local/demo/borgo-sereno.ts";
import { makePkcs12, testCertificate } from "../../shared/seal/index.ts";
import { verifyBytes } from "../../shared/signature/index.ts";
import { bytesOf, savePerson } from "../../shared/workflow/index.ts";
import { anAct } from "../support/acts.ts";
import { openClient } from "../support/client.ts";
import { approved, headOf, sendSigned, stateOf } from "../support/journey.ts";
import { fillIn, openSetUp, operatorFields, registerFields, signingFields, step, today } from "../support/set-up.ts";
import { dumpItems, type TestWorld, testPki } from "../support/world.ts";

type Open = Awaited<ReturnType<typeof openSetUp>>;
const password = "parola del file di prova";
const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
let open: Open;
beforeAll(async () => {
  open = await openSetUp();
}, 60_000);
afterAll(async () => {
  await open.server.close();
  await rm(open.dir, { recursive: true, force: true });
});

const certificate = (commonName: string, own: KeyObject, notAfter: string) =>
  testCertificate(
    {
      ...{ subject: [["commonName", commonName]], publicKey: createPublicKey(own), keyUsage: ["digitalSignature"] },
      ...{ notBefore: new Date("2020-01-01"), notAfter: new Date(notAfter), authority: false },
    },
    { ownKey: own },
  );
async function p12(commonName: string, notAfter = "2049-01-01", certified: KeyObject = key): Promise<File> {
  const made = makePkcs12(key, [await certificate(commonName, certified, notAfter)], password, "sigillo");
  return new File([Uint8Array.from(made)], "sigillo.p12");
}

/** Who of the test's act is not in the set-up. */
async function enterPeople({ world }: TestWorld): Promise<void> {
  for (const { account: _a, surname: _s, givenName: _g, ...person } of demoPeople)
    if (person.who !== operatorFields.who) await savePerson(world.items, world.settings.tenant, person);
}
const productOf = async ({ server }: Open): Promise<TestWorld> =>
  ({ ...(await server.opened), pki: await testPki() }) as unknown as TestWorld;

/** Who sealed the copy that is shown. */
async function sealerOf(test: TestWorld, actId: string): Promise<string | undefined> {
  const { copy } = await headOf(test, actId);
  if (!copy) throw new Error("there is no copy");
  const report = verifyBytes(await bytesOf(test.world.objects, copy), { at: new Date(), anchors: [] });
  return report.signatures.find(({ integrity }) => integrity === "valid")?.signer?.name;
}

const signing = (over: Record<string, string>) => ({ ...signingFields, kind: "p12", sealPassword: password, ...over });

it("says of each file that cannot seal what is wrong with it, and stores none of it", async () => {
  const { client, server, dir } = open;
  await fillIn(client, server.code ?? "");
  const before = JSON.stringify(dumpItems(dir));
  const wrong: [Record<string, string>, File, string, string][] = [
    [signing({ sealPassword: "sbagliata" }), await p12("Prova"), "sealPassword", "con questa non si apre"],
    [signing({ sealPassword: "x".repeat(300) }), await p12("Prova"), "sealPassword", "non si apre"],
    [signing({}), await p12("Prova", "2025-01-01"), "file", "un certificato non scaduto"],
    [
      signing({}),
      await p12("Prova", "2049-01-01", generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey),
      "file",
      "la chiave privata e il suo certificato",
    ],
    [signing({}), new File([new Uint8Array(60_000)], "x.p12"), "file", "PKCS#12"],
    [signing({}), new File(["%PDF-1.7"], "atto.pdf"), "sealPassword", "non si apre"],
  ];
  for (const [fields, file, field, expected] of wrong) {
    const answer = await step(client, "firme", fields, { file });
    expect([answer.status, answer.text.includes(`id="campo-${field}-problema"`)]).toEqual([400, true]);
    expect(answer.text).toContain(expected);
    expect(answer.text).not.toContain(password);
  }
  expect(JSON.stringify(dumpItems(dir))).toBe(before);
});

it("ends the set-up with a key and a policy, which refuses an unqualified signature of the next act", async () => {
  const { client, server, dir, told } = open;
  const file = await p12("Ente di prova uno");
  expect((await step(client, "firme", signing({ qualified: "on" }), { file })).status).toBe(303);
  expect((await client.get("/configurazione/firme")).text).toContain("Ente di prova uno");
  expect((await step(client, "registro", registerFields(today()))).text).toContain("La configurazione è conclusa");
  const test = await productOf(open);
  expect(test.world.settings).toMatchObject({ test: false, signatures: { qualified: true } });
  await enterPeople(test);
  const actId = await approved(test, anAct({ subject: "Prova della regola delle firme" }));
  const sign = async () => sendSigned(test, actId);
  Object.assign(test, { clock: { now: () => new Date().toISOString() } });
  await sign();
  await test.outbox.drain();
  expect((await headOf(test, actId)).signatureRefusal).toMatchObject({ codes: ["NOT_QUALIFIED"] });
  expect(await stateOf(test, actId)).toBe("APPROVED");

  const operator = openClient(server.url);
  await operator.signIn(operatorFields.who, operatorFields.password);
  const form = await operator.form("/gestione/firme", "/gestione/firme");
  expect((await operator.post("/gestione/firme", { ...form, level: "any", timestamps: "" })).status).toBe(303);
  await sign();
  await test.outbox.drain();
  expect([await stateOf(test, actId), await sealerOf(test, actId)]).toEqual(["PUBLISHED", "Ente di prova uno"]);
  expect(JSON.stringify(dumpItems(dir))).not.toContain(password);
  expect(told).toEqual([]);
}, 60_000);

it("seals with another key from the next start on", async () => {
  const operator = openClient(open.server.url);
  await operator.signIn(operatorFields.who, operatorFields.password);
  const send = async (file: File, sealPassword: string) => {
    const body = new FormData();
    const fields = { ...(await operator.form("/gestione/sigillo", "/gestione/sigillo")), sealPassword };
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    body.append("file", file);
    return operator.send("POST", "/gestione/sigillo", { body, headers: { "sec-fetch-site": "same-origin" } });
  };
  const wrong = (await send(await p12("Ente di prova due"), "sbagliata")).text;
  expect(wrong).toContain('id="campo-sealPassword-problema"');
  expect((await send(await p12("Ente di prova due"), password)).location).toBe("/gestione?fatto=2");
  await open.server.close();
  open = await openSetUp(open.dir);
  expect(open.server.code).toBeUndefined();
  const test = await productOf(open);
  Object.assign(test, { clock: { now: () => new Date().toISOString() } });
  const actId = await approved(test, anAct({ subject: "Prova del secondo sigillo" }));
  await sendSigned(test, actId);
  await test.outbox.drain();
  expect([await stateOf(test, actId), await sealerOf(test, actId)]).toEqual(["PUBLISHED", "Ente di prova due"]);
  expect(open.told).toEqual([]);
}, 60_000);
