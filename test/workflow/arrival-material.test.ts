import { describe, expect, it } from "vitest";
import { fetchMaterial } from "../../shared/adapters/network/fetch-material.ts";
import { type Report, verifyBytes } from "../../shared/signature/index.ts";
import { jsonOf, type KeptMaterial, materialOf } from "../../shared/workflow/index.ts";
import { anchors, bytesOf } from "../signature/revocation/fixtures.ts";
import { actWith } from "../support/acts.ts";
import { headOf, ready } from "../support/journey.ts";
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
