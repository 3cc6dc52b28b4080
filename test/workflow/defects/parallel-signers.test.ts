// Defect: of two who upload at the same moment one is overwritten and told "done" all the same (design: workflow.md S9).
import { describe, expect, it } from "vitest";
import { signPdf } from "../../../local/test-signer/sign-pdf.ts";
import { bytesOf } from "../../../shared/workflow/index.ts";
import { signatoryStatus } from "../../../web/pages.ts";
import { anAct } from "../../support/acts.ts";
import { headOf, send, signatory, signedFile, stateOf, submitted } from "../../support/journey.ts";
import { dario, signNext } from "../../support/spending.ts";
import { openTestWorld, type TestWorld } from "../../support/world.ts";

const both = { kind: "signature", role: "Firma congiunta", ask: [{ who: signatory.who }, { who: dario.who }] };

async function bothAsked(): Promise<{ test: TestWorld; actId: string; fixed: Uint8Array }> {
  const test = await openTestWorld({ settings: { routes: [{ steps: [both] }] } });
  const actId = await submitted(test, anAct());
  const { mainDoc } = await headOf(test, actId);
  if (!mainDoc) throw new Error("there is no document to sign yet");
  return { test, actId, fixed: await bytesOf(test.world.objects, mainDoc) };
}

const toldTo = async (test: TestWorld, actId: string, who: string) =>
  signatoryStatus(await headOf(test, actId), "it", "signature", who).uploads["firma"];

describe("two who sign one document at the same moment", () => {
  it("are each told of their own file: the one whose upload was replaced is asked again, and both signatures stay", async () => {
    const { test, actId, fixed } = await bothAsked();
    await send(test, actId, null, signatory.who, await signedFile(test, actId));
    const second = await signPdf(fixed, test.pki.signerFor(dario.fiscalCode), new Date(test.clock.now()));
    await send(test, actId, null, dario.who, second);
    expect(await toldTo(test, actId, dario.who)).toMatchObject({ busy: true });
    expect(await toldTo(test, actId, signatory.who)).toMatchObject({ busy: false, tone: "info" });
    await test.outbox.drain();
    expect((await headOf(test, actId)).signatures?.map((one) => one.by)).toEqual([dario.who]);
    expect(await toldTo(test, actId, dario.who)).toMatchObject({ tone: "success" });
    expect(await toldTo(test, actId, signatory.who)).toMatchObject({ tone: "info" });
    await signNext(test, actId);
    await test.outbox.drain();
    expect((await headOf(test, actId)).signatures?.map((one) => one.by)).toEqual([dario.who, signatory.who]);
    expect(await stateOf(test, actId)).toBe("PUBLISHED");
  });

  it("hear of a refused file only if it is their own", async () => {
    const { test, actId, fixed } = await bothAsked();
    await send(test, actId, null, dario.who, fixed);
    await test.outbox.drain();
    expect((await headOf(test, actId)).signatureRefusal).toMatchObject({ codes: ["NOT_SIGNED"], by: dario.who });
    expect(await toldTo(test, actId, dario.who)).toMatchObject({ tone: "danger" });
    expect(await toldTo(test, actId, signatory.who)).toMatchObject({ tone: "info" });
  });
});
