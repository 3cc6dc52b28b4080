// Verdicts of an act, derived again years later from what was kept: no network, no trust folder, no clock.
import { describe, expect, it } from "vitest";
import { fetchMaterial } from "../../shared/adapters/network/fetch-material.ts";
import { httpTimestamps } from "../../shared/adapters/network/http-timestamps.ts";
import { trustFromFiles } from "../../shared/signature/index.ts";
import { deriveVerdicts, listEvidence, type Objects, type World } from "../../shared/workflow/index.ts";
import { bytesOf } from "../signature/revocation/fixtures.ts";
import { actWith } from "../support/acts.ts";
import { approved, headOf, must, sendSigned, signatory, submitted } from "../support/journey.ts";
import { qualifiedCertificate } from "../support/qualified-pki.ts";
import { responder } from "../support/responder.ts";
import { dario, sendVisto, signNext, spending } from "../support/spending.ts";
import { stampingAnswer, timestampRoot } from "../support/timestamp-authority.ts";
import { trustedList } from "../support/trusted-lists.ts";
import { openTestWorld } from "../support/world.ts";

const listSigner = qualifiedCertificate({ subject: "PROVA Italian list" });
const statuses = [{ status: "granted", from: "2017-01-01T00:00:00Z", type: "TSA/QTST", additional: [] }];
const list = trustedList({
  signer: listSigner,
  nextUpdate: "2026-07-01T00:00:00Z",
  services: [{ certificates: [timestampRoot.der], statuses }],
});

/** A signed act with one signed attachment, its authority's CRL, a listed timestamp authority: everything answers once. */
async function judgedAct() {
  const server = await responder({ "/ca.crl": bytesOf("good.crl"), "/tsa": stampingAnswer() });
  const real = fetchMaterial({ allowLoopback: true, milliseconds: 2_000 });
  const fetch: typeof real.fetch = (ask) =>
    real.fetch({ ...ask, url: ask.url.replace("http://prova.invalid", server.url) });
  const trust = trustFromFiles([
    { name: "it.xml", bytes: list },
    { name: "firmatario.cer", bytes: listSigner.der },
    { name: "root.crt", bytes: bytesOf("root.crt") },
  ]);
  const test = await openTestWorld({
    wrap: (world) => ({
      ...world,
      trust: { current: async () => trust },
      material: { fetch },
      timestamps: httpTimestamps({ url: `${server.url}/tsa` }),
    }),
  });
  const bytes = bytesOf("adele.p7m");
  const actId = await approved(test, actWith([{ label: "A", bytes }]), [{ label: "A", bytes }]);
  await sendSigned(test, actId);
  await test.outbox.drain();
  return { test, actId };
}

describe("verdicts that are derived again", () => {
  it("are the same word for word, without network, folder or clock, and years later", async () => {
    const { test, actId } = await judgedAct();
    test.clock.forward(20 * 365 * 86_400_000);
    const { items, objects, settings } = test.world;
    const derived = must(await deriveVerdicts({ items, objects, settings }, actId));
    expect(derived.map(({ name, answer, kept }) => [name, answer, kept.verdict])).toEqual([
      ["allegato-A", "same", "valid"],
      ["originale", "same", "valid"],
      ["marca", "same", "valid"],
    ]);
    const kinds = (await listEvidence(test.world, await headOf(test, actId))).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(["report", "crl", "certificate", "list", "timestamp"]));
  });

  it("are derived for every file of several signatories and for the visto too", async () => {
    const signs = (who: string) => ({ kind: "signature", role: "Firma", ask: [{ who }] });
    const visto = { kind: "visto", role: "Ragioneria", ask: [{ who: dario.who }], when: "spending" };
    const test = await openTestWorld({
      settings: { routes: [{ steps: [signs(signatory.who), signs(dario.who), visto] }] },
    });
    const actId = await submitted(test, spending());
    await signNext(test, actId);
    await test.outbox.drain();
    expect((await headOf(test, actId)).state).toBe("APPROVED");
    await signNext(test, actId, dario);
    await test.outbox.drain();
    await sendVisto(test, actId);
    await test.outbox.drain();
    expect((await headOf(test, actId)).effect).toBe("EXECUTIVE");
    const derived = must(await deriveVerdicts(test.world, actId));
    expect(derived.map(({ name, answer }) => [name, answer])).toEqual([
      ["firma-1", "same"],
      ["firma-2", "same"],
      ["visto-1", "same"],
    ]);
    const about = (await listEvidence(test.world, await headOf(test, actId))).map((one) => one.about);
    expect(new Set(about.flat())).toEqual(new Set(["firma-1", "firma-2", "visto-1"]));
  });

  it("differ when what was kept is another answer, and stop when it is not what was kept", async () => {
    const { test, actId } = await judgedAct();
    const { items, objects, settings } = test.world;
    const with_ = (read: Objects["read"]): Pick<World, "items" | "objects" | "settings"> => ({
      items,
      settings,
      objects: { ...objects, read },
    });
    const gone = with_(async (ref) => (ref.key.startsWith("trust/") ? undefined : objects.read(ref)));
    await expect(deriveVerdicts(gone, actId)).rejects.toThrow("is not in the store");
    const changed = with_(async (ref) =>
      ref.key.endsWith(".crl") ? one(bytesOf("revoked-before.crl")) : objects.read(ref),
    );
    await expect(deriveVerdicts(changed, actId)).rejects.toThrow("its digest differs");
  });

  it("refuse an act that does not exist", async () => {
    const test = await openTestWorld();
    expect(await deriveVerdicts(test.world, "01NONE")).toMatchObject({ ok: false, refusal: { code: "ACT_NOT_FOUND" } });
  });
});

async function* one(bytes: Uint8Array) {
  yield bytes;
}
