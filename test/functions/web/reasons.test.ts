// A reason that speaks of a page or an attachment, from the signatory's form to the officer's page.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { correctAct } from "../../../shared/workflow/index.ts";
import { actWith, aFile } from "../../support/acts.ts";
import type { Client } from "../../support/client.ts";
import { enterPages, headOf, must, newestToken, officer, rup, submitted } from "../../support/journey.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";

let site: TestSite;
let bruno: Client;

beforeAll(async () => {
  site = await openTestSite({
    settings: {
      routes: [
        {
          steps: [
            { kind: "opinion", role: "Parere dell'ufficio", ask: [{ named: "rup" }] },
            { kind: "signature", role: "Firma", ask: [{ named: "signatory" }] },
          ],
        },
      ],
    },
  });
  bruno = await site.signedIn();
});
afterAll(() => site.stop());

const files = [aFile("A"), aFile("B")];

/** Decides as the page's form does; answers the act. */
async function decideWith(fields: Record<string, string>): Promise<string> {
  const actId = await submitted(site, actWith(files), files);
  const carla = site.client();
  await enterPages(site, carla, await newestToken(site, actId, rup.email));
  const hidden = await carla.form("/f/atto", "/f/decidi");
  const decided = await carla.post("/f/decidi", {
    ...hidden,
    reason: "La tabella non torna con il computo.",
    ...fields,
  });
  expect(decided.location).toBe("/f/ricevuta");
  await site.outbox.drain();
  return actId;
}

const officerSees = async (actId: string) =>
  (await bruno.get(`/ufficio/atti/${actId}`)).text.replaceAll("&#39;", "'").replaceAll("&nbsp;", " ");

describe("a reason", () => {
  it.each([
    ["a page", { anchor: "page", anchorPage: "3" }, { page: 3 }, "(pagina 3)"],
    ["an attachment", { anchor: "attachment-B", anchorPage: "" }, { attachment: "B" }, "(allegato B)"],
  ])(
    "that returns the act and speaks of %s is shown to the officer with its place",
    async (_, fields, anchor, shown) => {
      const actId = await decideWith({ choice: "RETURN", reasonKind: "amounts", ...fields });
      const head = await headOf(site, actId);
      expect(head.state).toBe("RETURNED");
      expect(head.route[0]?.assignments[0]).toMatchObject({ state: "RETURNED", reasonCode: "amounts", anchor });
      const page = await officerSees(actId);
      expect(page).toContain("La tabella non torna con il computo.");
      expect(page).toContain(shown);
    },
  );

  it("with a place that is none speaks of the whole act", async () => {
    const actId = await decideWith({ choice: "RETURN", reasonKind: "text", anchor: "page", anchorPage: "tre" });
    expect((await headOf(site, actId)).route[0]?.assignments[0]?.anchor).toBeUndefined();
  });

  it("of an opinion with remarks is shown, and the act goes on", async () => {
    const actId = await decideWith({ choice: "WITH_REMARKS", anchor: "attachment-A" });
    expect((await headOf(site, actId)).state).toBe("APPROVED");
    const page = await officerSees(actId);
    expect(page).toContain("con rilievi");
    expect(page).toContain("La tabella non torna con il computo.");
    must(await correctAct(site.world, { actId, by: officer, reason: "Recepisco i rilievi." }));
    expect((await headOf(site, actId)).turnedBack).toMatchObject({ how: "CORRECTED" });
  });
});

it("had no fault in all of this", () => {
  expect([site.told, site.faults]).toEqual([[], []]);
});
