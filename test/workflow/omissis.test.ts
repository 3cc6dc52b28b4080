// The text with omissis: other words, rendered anew; nothing of what was taken out is where the public can reach.
import { describe, expect, it } from "vitest";
import { extractText } from "../../shared/pdf/index.ts";
import {
  bytesOf,
  findByCode,
  findPublished,
  findPublishedFile,
  fingerprintsByPrefix,
  openActSearch,
  prepareOmissis,
  readOmissis,
} from "../../shared/workflow/index.ts";
import { actWith, aFile } from "../support/acts.ts";
import { codeOf, headOf, must, officer, published, stateOf } from "../support/journey.ts";
import { openTestWorld, type TestWorld } from "../support/world.ts";

const secret = "Zelinda Riservata";
const files = [aFile("A")];
const whole = (rendition: "omissis" | "integrale" = "omissis") => {
  const data = actWith(files);
  const [attachment] = data.declaredAttachments;
  if (!attachment) throw new Error("one attachment");
  return {
    ...data,
    subject: `Contributo a ${secret}`,
    sections: {
      premises: [{ style: "plain" as const, text: `Vista la domanda di ${secret}, codice fiscale PRVDLA75C52Z999U.` }],
      motivation: [
        { style: "numbered" as const, text: "Motivi", children: [{ style: "dash" as const, text: secret }] },
      ],
      administrativeChecks: [],
      accountingChecks: [],
      legislation: [],
      decision: [{ style: "plain" as const, text: "Di concedere il contributo." }],
    },
    declaredAttachments: [{ ...attachment, title: `Domanda di ${secret}`, publication: "esclusa" as const }],
    privacy: { rendition },
  };
};
const redacted = new Map([
  ["subject", "Contributo a [omissis]"],
  ["premises:0", "Vista la domanda di [omissis]."],
  ["motivation:0.0", ""],
  ["title:A", "Domanda"],
]);
const request = (actId: string, more = {}) => ({
  actId,
  by: officer,
  texts: redacted,
  reason: "Dati di persona fisica: art. 26 c. 4 D.Lgs. 33/2013.",
  confirmed: false,
  ...more,
});

async function shown(test: TestWorld, actId: string): Promise<string> {
  const view = must(await findPublished(test.world, "transparency", 2025, 2706));
  const byCode = must(await findByCode(test.world, view.head.copy.verificationCode));
  const found = await openActSearch(test.world).find({}, { from: 0, limit: 5 });
  const file = must(await findPublishedFile(test.world, actId, "omissis"));
  const bytes = await bytesOf(test.objects, file);
  const pages = await extractText(bytes);
  const head = { subject: view.head.subject, slots: view.head.slots.map((slot) => slot.title), code: byCode.subject };
  return JSON.stringify([head, view.data, found, pages]) + Buffer.from(bytes).toString("latin1");
}

describe("an act with omissis", () => {
  it("waits sealed for its words, then is published with a PDF of its own, and its whole text is nowhere", async () => {
    const test = await openTestWorld();
    const actId = await published(test, whole(), files);
    expect(await stateOf(test, actId)).toBe("SEALED");
    expect((await openActSearch(test.world).find({}, { from: 0, limit: 5 })).total).toBe(0);
    must(await prepareOmissis(test.world, request(actId)));
    await test.outbox.drain();
    expect(test.faults).toEqual([]);
    expect(await stateOf(test, actId)).toBe("PUBLISHED");
    const text = await shown(test, actId);
    expect(text).toContain("Vista la domanda di [omissis].");
    for (const gone of [secret, "Riservata", "PRVDLA75C52Z999U"]) expect(text).not.toContain(gone);
    for (const name of ["originale", "copia", "documento", "marca", "copia-1", "visto-1", "da-firmare", "allegato-A"])
      expect([name, codeOf(await findPublishedFile(test.world, actId, name))]).toEqual([name, "DOCUMENT_NOT_FOUND"]);
    const head = await headOf(test, actId);
    expect(head.omissis?.file?.sha256).not.toBe(head.copy?.sha256);
    // Whoever holds either file learns which one it is.
    for (const [digest, name] of [
      [head.omissis?.file?.sha256 ?? "", "omissis"],
      [head.signed?.sha256 ?? "", "originale"],
    ] as const)
      expect(must(await fingerprintsByPrefix(test.world, digest.slice(0, 5))).map((one) => one.name)).toContain(name);
  });

  it("says on its pages what it is, and which file is the whole one", async () => {
    const test = await openTestWorld();
    const actId = await published(test, whole(), files);
    must(await prepareOmissis(test.world, request(actId)));
    await test.outbox.drain();
    const { signed } = await headOf(test, actId);
    const pages = JSON.stringify(
      await extractText(await bytesOf(test.objects, must(await findPublishedFile(test.world, actId, "omissis")))),
    );
    expect(pages).toContain("Testo con omissis, revisione 1");
    expect(pages).toContain(signed?.sha256);
    expect(pages).not.toContain("il testo è quello dell'originale");
  });

  it("is not taken while its words still hold what looks like somebody's data, unless that was decided", async () => {
    const test = await openTestWorld();
    const actId = await published(test, whole(), files);
    const half = new Map([["subject", "Contributo a [omissis]"]]);
    expect(codeOf(await prepareOmissis(test.world, request(actId, { texts: half })))).toBe("OMISSIS_STILL_PERSONAL");
    expect(codeOf(await prepareOmissis(test.world, request(actId, { texts: half, confirmed: true })))).toBe("ok");
    expect(codeOf(await prepareOmissis(test.world, request(actId, { texts: half, confirmed: true })))).toBe(
      "OMISSIS_UNCHANGED",
    );
    expect(codeOf(await prepareOmissis(test.world, request(actId, { texts: new Map(), confirmed: true })))).toBe(
      "OMISSIS_NOTHING_TAKEN",
    );
    expect(codeOf(await prepareOmissis(test.world, request(actId, { reason: "" })))).toBe("REASON_TOO_SHORT");
    expect(codeOf(await prepareOmissis(test.world, request(actId, { by: "carla.modello" })))).toBe("NOT_THE_PROPONENT");
    expect(must(await readOmissis(test.world, actId)).found.length).toBeGreaterThan(0);
  });

  it("is withdrawn at once where the whole text had been published, and comes back with its own", async () => {
    const test = await openTestWorld();
    const actId = await published(test, whole("integrale"), files);
    expect(await stateOf(test, actId)).toBe("PUBLISHED");
    expect(codeOf(await findPublishedFile(test.world, actId, "originale"))).toBe("ok");
    const before = (await headOf(test, actId)).publication;
    must(await prepareOmissis(test.world, request(actId)));
    // No event was delivered yet: nothing is shown in between.
    expect(codeOf(await findPublished(test.world, "transparency", 2025, 2706))).toBe("ACT_NOT_FOUND");
    expect(codeOf(await findPublishedFile(test.world, actId, "originale"))).toBe("ACT_NOT_FOUND");
    await test.outbox.drain();
    expect(await shown(test, actId)).not.toContain(secret);
    expect((await headOf(test, actId)).publication).toMatchObject({ albo: before?.albo, rendition: "omissis" });
    expect(codeOf(await findPublishedFile(test.world, actId, "originale"))).toBe("DOCUMENT_NOT_FOUND");
  });
});
