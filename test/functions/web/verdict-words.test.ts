// What was found about a signed file, on the officer's page in either language: kept once, said in both.
import { afterAll, beforeAll, expect, it } from "vitest";
import { anAct } from "../../support/acts.ts";
import type { Client } from "../../support/client.ts";
import { approved, headOf, sendSigned, signedFile } from "../../support/journey.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";

let site: TestSite;
let bruno: Client;
let actId: string;

beforeAll(async () => {
  site = await openTestSite();
  bruno = await site.signedIn();
  actId = await approved(site, anAct());
});
afterAll(() => site.stop());

async function seen(lang: "it" | "en"): Promise<string> {
  const { text } = await bruno.get(`/ufficio/atti/${actId}?lang=${lang}`);
  return text.replaceAll("&#39;", "'");
}

it("says why a file was not taken", async () => {
  await sendSigned(site, actId, await signedFile(site, actId, "pades", site.pki.signerFor("CMPDRA70D15Z999P")));
  await site.outbox.drain();
  expect((await headOf(site, actId)).signatureRefusal?.codes).toEqual(["FIR-04"]);
  expect(await seen("it")).toMatch(/Ha firmato Dario Campione, ma deve firmare \p{L}/u);
  const english = await seen("en");
  expect(english).toMatch(/Dario Campione signed, but \p{L}[\p{L} ]+ is to sign\./u);
  expect(english).not.toContain("Ha firmato");
});

it("says what the verifier found, from the report that was kept", async () => {
  await sendSigned(site, actId, await signedFile(site, actId));
  await site.outbox.drain();
  const unchecked = [
    "Non è stato verificato se il certificato è revocato",
    "Whether the certificate is revoked or suspended was not checked",
  ];
  const [italian, english] = [await seen("it"), await seen("en")];
  expect([italian, english].map((text) => unchecked.map((words) => text.includes(words)))).toEqual([
    [true, false],
    [false, true],
  ]);
});
