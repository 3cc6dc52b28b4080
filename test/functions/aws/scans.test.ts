// GuardDuty's result for an upload: nothing is judged before it, and what it found is the verdict.
import { describe, expect, it } from "vitest";
import { arrivedUploads, type ScanResult } from "../../../shared/workflow/index.ts";
import { actWith, aFile, anAct } from "../../support/acts.ts";
import { arrivedEvent, awsEvent, queueEvent, queueMessage } from "../../support/aws-events.ts";
import { intakeBucket, intakeOf } from "../../support/aws-run.ts";
import { approved, draft, headOf, officer, send, signatory, signedFile } from "../../support/journey.ts";
import { openTestWorld } from "../../support/world.ts";

/** A world whose scanner says what the test says, once it does. */
async function scanned() {
  let result: ScanResult | Error | undefined;
  let on = false;
  const test = await openTestWorld({
    wrap: (world) => ({
      ...world,
      get scans() {
        // Until the test turns it on, the journey before runs without.
        return on
          ? { resultOf: () => (result instanceof Error ? Promise.reject(result) : Promise.resolve(result)) }
          : (undefined as never);
      },
    }),
  });
  const faults: string[] = [];
  const hear = async (name: "arrived" | "scanned", status = "THREATS_FOUND") => {
    on = true;
    const intake = intakeOf(test.world, (fault) => void faults.push(String(fault)));
    const [object] = await arrivedUploads(test.world);
    const { key = "", version = "" } = object ?? {};
    const values = { bucket: intakeBucket, key, version, status };
    const event =
      name === "arrived" ? arrivedEvent(intakeBucket, key, version) : awsEvent("guardduty-scan-result", values);
    return intake(queueEvent(queueMessage("m1", event)));
  };
  return {
    test,
    hear,
    faults,
    says: (found: ScanResult | Error | undefined) => {
      result = found;
    },
  };
}

const done = { batchItemFailures: [] };

describe("an upload that is scanned", () => {
  it("waits for the scan, whatever S3 tells, and is judged when it was found clean", async () => {
    const { test, hear, says } = await scanned();
    const actId = await draft(test, actWith([aFile("A")]));
    await send(test, actId, "A", officer, aFile("A").bytes);
    expect(await hear("arrived")).toEqual(done);
    expect(await headOf(test, actId)).toMatchObject({ slots: [{ state: "SLOT_OPEN" }] });
    says("clean");
    expect(await hear("scanned", "NO_THREATS_FOUND")).toEqual(done);
    expect(await headOf(test, actId)).toMatchObject({ state: "READY", slots: [{ state: "VERIFIED" }] });
  });

  it("is INFECTED though its impronta is the recorded one, and blocks the act", async () => {
    const { test, hear, says } = await scanned();
    const actId = await draft(test, actWith([aFile("A")]));
    await send(test, actId, "A", officer, aFile("A").bytes);
    says("infected");
    expect(await hear("scanned")).toEqual(done);
    expect(await headOf(test, actId)).toMatchObject({
      state: "BLOCKED",
      slots: [{ state: "INFECTED", verdict: { code: "INFECTED", covers: "file" } }],
    });
  });

  it("believes the object and not the event: one that says THREATS_FOUND of a clean file changes nothing", async () => {
    const { test, hear, says } = await scanned();
    const actId = await draft(test, actWith([aFile("A")]));
    await send(test, actId, "A", officer, aFile("A").bytes);
    says("clean");
    await hear("scanned", "THREATS_FOUND");
    expect(await headOf(test, actId)).toMatchObject({ slots: [{ state: "VERIFIED" }] });
  });

  it("comes again when the scanner failed: that is no verdict", async () => {
    const { test, hear, says, faults } = await scanned();
    const actId = await draft(test, actWith([aFile("A")]));
    await send(test, actId, "A", officer, aFile("A").bytes);
    says(new Error("GuardDuty could not look"));
    expect(await hear("scanned", "FAILED")).toEqual({ batchItemFailures: [{ itemIdentifier: "m1" }] });
    expect(faults).toEqual(["Error: GuardDuty could not look"]);
    expect(await headOf(test, actId)).toMatchObject({ slots: [{ state: "SLOT_OPEN" }] });
  });

  it("is refused when it is the signed act, and the step stays open", async () => {
    const { test, hear, says } = await scanned();
    const actId = await approved(test, anAct());
    await send(test, actId, null, signatory.who, await signedFile(test, actId));
    says("infected");
    expect(await hear("scanned")).toEqual(done);
    expect(await headOf(test, actId)).toMatchObject({ state: "APPROVED", signatureRefusal: { codes: ["INFECTED"] } });
  });
});
