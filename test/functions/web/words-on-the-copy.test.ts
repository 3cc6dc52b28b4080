// The control words that a signatory reads in the mail and on the page stand on the copy, rendered or stamped over a
// foreign PDF, and behind its QR code: whoever compares two papers compares the same words.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEngineParts } from "../../../local/engine/index.ts";
import { controlWords } from "../../../shared/act/index.ts";
import { extractText, openRenderer } from "../../../shared/pdf/index.ts";
import { actFile, bytesOf, completeDraft, createAct, keepDocument, submitAct } from "../../../shared/workflow/index.ts";
import { fixture } from "../../seal/signers.ts";
import { anAct } from "../../support/acts.ts";
import {
  acknowledgeAll,
  approveAll,
  enterPages,
  headOf,
  must,
  newestToken,
  officer,
  rup,
  sendSigned,
  submitted,
} from "../../support/journey.ts";
import { openTestSite, type TestSite } from "../../support/site.ts";

let site: TestSite;
beforeAll(async () => {
  site = await openTestSite({ renderer: await openRenderer(await readEngineParts()) });
}, 60_000);
afterAll(() => site.stop());

const bare = (text: string) =>
  text
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .normalize("NFC");
/** The four words that stand behind the name of the field. */
const wordsIn = (text: string) => /Parole di controllo:?\s+([^\s·]+(?: · [^\s·]+){3})/.exec(bare(text))?.[1];

async function publishedCopy(actId: string) {
  await approveAll(site, actId);
  await sendSigned(site, actId);
  await site.outbox.drain();
  const head = await headOf(site, actId);
  const file = must(actFile(head, "copia"));
  const { pages } = await extractText(await bytesOf(site.world.objects, file, file.bucket));
  return { head, closing: pages.at(-1) ?? "" };
}

async function foreignAct(): Promise<string> {
  const document = must(await keepDocument(site.world, fixture("chromium.pdf")));
  const { actId } = must(await createAct(site.world, { by: officer, data: anAct({ subject: "Altrui" }), document }));
  must(await completeDraft(site.world, { actId, by: officer }));
  await site.outbox.drain();
  await acknowledgeAll(site, actId);
  must(await submitAct(site.world, { actId, by: officer }));
  await site.outbox.drain();
  return actId;
}

describe.each([
  ["rendered", () => submitted(site, anAct())],
  ["laid over a foreign PDF", foreignAct],
])("the control words of a copy that is %s", (_, begin) => {
  it("are the mail's, the signatory's page's and those behind the QR code", async () => {
    const actId = await begin();
    const client = site.client();
    await enterPages(site, client, await newestToken(site, actId, rup.email));
    const page = wordsIn((await client.get("/f/atto")).text);
    const mails = await site.spool.list();
    const mail = mails.map(({ text }) => wordsIn(text)).find((words) => words === page);
    const { head, closing } = await publishedCopy(actId);
    const behind = wordsIn((await site.client().get(`/verifica/${head.copy?.verificationCode}`)).text);
    const copy = wordsIn(closing);
    expect(copy).toBe(controlWords(head.manifestDigest ?? "").join(" · "));
    expect({ page, mail, behind }).toEqual({ page: copy, mail: copy, behind: copy });
  });
});
