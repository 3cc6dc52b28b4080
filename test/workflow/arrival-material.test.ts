import { describe, expect, it } from "vitest";
import { fetchMaterial } from "../../shared/adapters/network/fetch-material.ts";
import { type Report, verifyBytes } from "../../shared/signature/index.ts";
import {
  jsonOf,
  type KeptMaterial,
  laterEvidence,
  listActs,
  listEvidence,
  materialOf,
} from "../../shared/workflow/index.ts";
import { anchors, bytesOf } from "../signature/revocation/fixtures.ts";
import { actWith, aFile } from "../support/acts.ts";
import { headOf, officer, ready, send } from "../support/journey.ts";
import { responder } from "../support/responder.ts";
import { openTestWorld } from "../support/world.ts";

// Proves that what is fetched when a signature arrives is kept with its report, and gives the same verdict again later.

type KeptReport = Report & { readonly material?: KeptMaterial };

async function arrived(list: string | null) {
  const server = await responder(list === null ? {} : { "/ca.crl": bytesOf(list) });
  const real = fetchMaterial({ allowLoopback: true, milliseconds: 2_000 });
  const fetch = (ask: Parameters<typeof real.fetch>[0]) =>
    real.fetch({ ...ask, url: ask.url.replace("http://prova.invalid", server.url) });
  const test = await openTestWorld({ wrap: (world) => ({ ...world, anchors, material: { fetch } }) });
  const bytes = bytesOf("adele.p7m");
  const actId = await ready(test, actWith([{ label: "A", bytes }]), [{ label: "A", bytes }]);
  const [slot] = (await headOf(test, actId)).slots;
  if (!slot?.verdict?.report) throw new Error("no report was kept");
  const report = (await jsonOf(test.world.objects, slot.verdict.report)) as KeptReport;
  return { test, report, verdict: slot.verdict, bytes };
}

describe("a signed attachment that arrives without answers about revocation", () => {
  it("is asked for, passes, and is verified again from what was kept, without the network", async () => {
    const { test, report, verdict, bytes } = await arrived("good.crl");
    expect(verdict.signature).toBe("valid");
    expect(report.signatures[0]?.revocation).toMatchObject({ status: "good", source: "crl" });
    if (!report.material) throw new Error("nothing was kept");
    expect(report.material.crls.map(({ key }) => key)).toEqual([expect.stringContaining("/material/")]);
    const kept = await materialOf(test.world.objects, report.material);
    const again = verifyBytes(bytes, { anchors, at: new Date(test.clock.now()), ...kept });
    expect(again.signatures).toEqual(report.signatures);
  });

  it("is not a signature when the list tells that it was revoked", async () => {
    const { report, verdict } = await arrived("revoked-before.crl");
    expect(verdict.signature).toBe("invalid");
    expect(report.signatures[0]).toMatchObject({ indication: "TOTAL_FAILED", subIndication: "REVOKED" });
  });

  it("stays open when nobody answers, and the report keeps who did not", async () => {
    const { report, verdict } = await arrived(null);
    expect(verdict.signature).toBe("undetermined");
    expect(report.material?.missing.map(({ problem }) => problem)).toEqual(["REFUSED_BY_SERVER", "REFUSED_BY_SERVER"]);
  });
});

describe("an address that gave nothing when a file arrived", () => {
  it("is asked again, later each time; what follows stands beside the verdict of the arrival", async () => {
    let isUp = false;
    const server = await responder({
      "/ca.crl": (_request, response) =>
        isUp ? response.end(bytesOf("revoked-before.crl")) : response.writeHead(503).end(),
    });
    const real = fetchMaterial({ allowLoopback: true, milliseconds: 2_000 });
    const fetch = (ask: Parameters<typeof real.fetch>[0]) =>
      real.fetch({ ...ask, url: ask.url.replace("http://prova.invalid", server.url) });
    const test = await openTestWorld({ wrap: (world) => ({ ...world, anchors, material: { fetch } }) });
    const bytes = bytesOf("adele.p7m");
    const actId = await ready(test, actWith([{ label: "A", bytes }]), [{ label: "A", bytes }]);
    const first = (await headOf(test, actId)).slots[0]?.verdict;
    expect(first).toMatchObject({ signature: "undetermined", unanswered: 2 });
    const asked = server.seen.length;
    await test.outbox.drain();
    expect(server.seen).toHaveLength(asked);
    test.clock.forward(11 * 60_000);
    await test.outbox.drain();
    expect(await laterEvidence(test.world, actId)).toMatchObject([
      { name: "allegato-A", attempts: 1, missing: 2, verdict: "undetermined" },
    ]);
    isUp = true;
    test.clock.forward(21 * 60_000);
    await test.outbox.drain();
    const [later] = await laterEvidence(test.world, actId);
    expect(later).toMatchObject({ attempts: 2, verdict: "invalid" });
    expect((await headOf(test, actId)).slots[0]?.verdict).toEqual(first);
    const kinds = (await listEvidence(test.world, await headOf(test, actId))).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(["report", "crl", "certificate"]));
  });

  it("is not asked again about a file that was replaced", async () => {
    const { test, report } = await arrived(null);
    const [actId = ""] = (await listActs(test.world, { limit: 1 })).heads.map((head) => head.actId);
    expect(report.material?.missing).toHaveLength(2);
    const plain = aFile("A");
    expect((await headOf(test, actId)).slots[0]?.verdict?.unanswered).toBe(2);
    await send(test, actId, "A", officer, plain.bytes);
    await test.outbox.drain();
    test.clock.forward(11 * 60_000);
    await test.outbox.drain();
    expect(await laterEvidence(test.world, actId)).toEqual([]);
  });
});
