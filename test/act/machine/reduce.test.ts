// Single rules of the machine, each by an act that just keeps or just breaks it.
import { describe, expect, it } from "vitest";
import type { ActHead, Command } from "../../../shared/act/index.ts";
import { actLimits } from "../../../shared/act/machine/limits.ts";
import { approval, digest, finding, now, officer, people, signature, signed, upload } from "./commands.ts";
import { codeOf, complete, create, decide, inApproval, led, open, revise, submit, why, yes } from "./given.ts";

describe("M14: who handled the procedure does not sign", () => {
  it("refuses a route whose signatory is the officer in charge, in whatever order the name is written", () => {
    const head = led(undefined, create({ proceedingOfficer: "PROVA Adele" }), complete);
    expect(codeOf(head, submit)).toBe("SIGNATORY_IS_PROCEEDING_OFFICER");
  });
  it("refuses a route whose signatory is not the one that the act names", () => {
    const head = led(undefined, create(), complete);
    expect(codeOf(head, { ...submit, route: [signature(people.dario)] })).toBe("ROUTE_NOT_COMPLETE");
  });
});

describe("findings", () => {
  it("block while an error stands, and no reason talks an error away", () => {
    const head = led(undefined, create({ findings: [finding("IMP-02", "E"), finding("RUO-04", "A")] }), complete);
    expect(head.state).toBe("BLOCKED");
    expect(codeOf(head, { type: "acknowledgeFindings", by: officer, codes: ["IMP-02"], reason: why })).toBe(
      "FINDING_NOT_A_WARNING",
    );
  });
  it("hold the act back while a warning has no reason, and let it go when it has one", () => {
    const head = led(undefined, create({ findings: [finding("RUO-04", "A"), finding("CLA-03", "I")] }), complete);
    expect(codeOf(head, submit)).toBe("WARNINGS_NOT_ACKNOWLEDGED");
    const acknowledge: Command = { type: "acknowledgeFindings", by: officer, codes: ["RUO-04", "RUO-04"], reason: why };
    const known = led(head, acknowledge);
    expect(known.acknowledged).toHaveLength(1);
    expect(codeOf(known, submit)).toBe("ok");
  });
  it.each([
    ["none", { "RUO-04": "", "CLA-05": why }, "FINDING_WITHOUT_REASON"],
    ["one that is too short", { "RUO-04": "  letto  ", "CLA-05": why }, "FINDING_WITHOUT_REASON"],
    ["a name that every object has", { constructor: why, "CLA-05": why }, "FINDING_WITHOUT_REASON"],
    ["one each", { "RUO-04": why, "CLA-05": `${why} ancora` }, "ok"],
  ])("have each a reason of its own: %s", (_name, reasons, code) => {
    const head = led(undefined, create({ findings: [finding("RUO-04", "A"), finding("CLA-05", "A")] }), complete);
    const command: Command = {
      type: "acknowledgeFindings",
      by: officer,
      codes: ["RUO-04", "CLA-05"],
      reason: "",
      reasons,
    };
    expect(codeOf(head, command)).toBe(code);
    if (code === "ok") expect(led(head, command).acknowledged.map((one) => one.reason)).toEqual([why, `${why} ancora`]);
  });

  it("are acknowledged anew after a revision", () => {
    const head = led(undefined, create({ findings: [finding("RUO-04", "A")] }), complete, {
      type: "acknowledgeFindings",
      by: officer,
      codes: ["RUO-04"],
      reason: why,
    });
    expect(led(head, revise(head, { findings: [finding("RUO-04", "A")] })).acknowledged).toEqual([]);
  });
});

describe("reasons", () => {
  const cases = [
    ["return", (head: ActHead, reason: string) => decide(head, { choice: "RETURN", reason })],
    ["reject", (head: ActHead, reason: string) => decide(head, { choice: "REJECT", reason })],
    ["recall", (_: ActHead, reason: string): Command => ({ type: "recall", by: officer, reason })],
  ] as const;
  it.each(cases)("are needed to %s, not too short and not a book", (_name, command) => {
    const head = inApproval();
    expect(codeOf(head, command(head, "   troppo   "))).toBe("REASON_TOO_SHORT");
    expect(codeOf(head, command(head, "x".repeat(actLimits.reasonLength + 1)))).toBe("LIMIT_EXCEEDED");
    expect(codeOf(head, command(head, why))).toBe("ok");
  });
  it.each([
    ["RETURN", "RETURNED"],
    ["REJECT", "REJECTED"],
  ] as const)("of a %s stay on the act until its next revision", (choice, how) => {
    const head = inApproval();
    const back = led(head, decide(head, { choice, reason: why }));
    expect(back).toMatchObject({ state: how, turnedBack: { how, reason: why, by: people.carla.who, at: now } });
    expect(led(back, revise(back, {}))).not.toHaveProperty("turnedBack");
  });
  it("of a recall stay too: an act that could not be printed says why", () => {
    const back = led(inApproval(), { type: "recall", by: officer, reason: why });
    expect(back).toMatchObject({ state: "RETURNED", turnedBack: { how: "RECALLED", reason: why } });
  });
  it("are not needed to approve, but may be given within the same bounds", () => {
    const head = inApproval();
    expect(codeOf(head, decide(head, { reason: "x".repeat(actLimits.reasonLength + 1) }))).toBe("LIMIT_EXCEEDED");
    expect(codeOf(head, decide(head, { reason: "ok" }))).toBe("ok");
  });
});

describe("a recall", () => {
  it("is the proponent's alone, and revokes whoever had been asked or had still to be", () => {
    const head = inApproval();
    expect(codeOf(head, { type: "recall", by: people.carla.who, reason: why })).toBe("NOT_THE_PROPONENT");
    const { head: back, items } = yes(head, { type: "recall", by: officer, reason: why });
    expect(back.route.flatMap((step) => step.assignments.map((one) => one.state))).toEqual(["REVOKED", "REVOKED"]);
    expect(items.filter((item) => item.item === "assignment").map((item) => item.state)).toEqual([
      "REVOKED",
      "REVOKED",
    ]);
  });
  it("does not exist once the act is signed", () => {
    const head = inApproval();
    const approved = led(head, decide(head));
    const mine = upload("S9", { by: people.adele.who });
    const done = led(
      approved,
      { type: "openSignedUpload", who: people.adele.who, upload: mine, limit: 100 },
      { type: "recordSignature", slotId: "S9", outcome: { accepted: true, signed: signed() } },
    );
    expect(codeOf(done, { type: "recall", by: officer, reason: why })).toBe("STATE_DOES_NOT_ALLOW");
  });
});

describe("a decision", () => {
  it("on another digest than the one that was read is refused before anything else is looked at", () => {
    const head = inApproval();
    expect(codeOf(head, decide(head, { seenDigest: digest("0") }))).toBe("CONTENT_CHANGED");
  });
  it("waits for its turn, is given once, and never stands for a signature", () => {
    const head = inApproval();
    expect(codeOf(head, decide(head, { who: people.adele.who, step: 2 }))).toBe("OUT_OF_TURN");
    expect(codeOf(head, decide(head, { who: people.dario.who }))).toBe("NOT_ASSIGNED");
    const approved = led(head, decide(head));
    expect(codeOf(approved, decide(head))).toBe("ALREADY_DECIDED");
    expect(codeOf(approved, decide(approved))).toBe("SIGNATURE_NEEDED");
  });
  it("of everyone in a step is needed before the next step opens", () => {
    const route = [approval(people.carla, people.dario), signature(people.adele)];
    const head = led(undefined, create(), complete, { ...submit, route }, open);
    const half = led(head, decide(head));
    expect(half.state).toBe("IN_APPROVAL");
    expect(led(half, decide(half)).state).toBe("APPROVED");
  });
});

describe("the number", () => {
  it.each([
    [null, "EXECUTIVE"],
    [0, "EXECUTIVE"],
    [1, "PENDING_VISTO"],
  ] as const)("makes an act that spends %s cents %s (TUEL art. 183 c. 7)", (total, effect) => {
    const head = led(undefined, create({ total }), complete, { ...submit, route: [signature(people.adele)] }, open);
    const mine = upload("S9", { by: people.adele.who });
    const numbered = led(
      head,
      { type: "openSignedUpload", who: people.adele.who, upload: mine, limit: 100 },
      { type: "recordSignature", slotId: "S9", outcome: { accepted: true, signed: signed() } },
      {
        type: "assignNumber",
        registration: { register: "DD", year: 2025, number: 1, date: "2025-12-24", slotHash: digest("C"), at: now },
      },
    );
    expect(numbered).toMatchObject({ state: "NUMBERED", effect });
  });
});
