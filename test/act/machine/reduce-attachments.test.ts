// What binds an act to its files: recorded impronte, uploads, and what may no longer change once it is sent on.
import { describe, expect, it } from "vitest";
import type { Command } from "../../../shared/act/index.ts";
import { actLimits } from "../../../shared/act/machine/limits.ts";
import { approval, digest, now, officer, people, signature } from "./commands.ts";
import { arrived, awaited, codeOf, complete, create, led, recorded, revise, submit, withFiles, yes } from "./given.ts";

describe("files under each other's label", () => {
  it("are recognised, and each moves to the label whose recorded impronta it has", () => {
    const head = withFiles("B", "A");
    expect(head.state).toBe("BLOCKED");
    expect(head.slots.map((slot) => [slot.state, slot.verdict?.belongsTo])).toEqual([
      ["MISMATCH", "B"],
      ["MISMATCH", "A"],
    ]);
    const swapped = led(head, { type: "swapAttachments", by: officer, a: "A", b: "B", at: now });
    expect(swapped.state).toBe("READY");
    expect(swapped.slots.map((slot) => [slot.label, slot.state, slot.recorded, slot.file?.sha256])).toEqual([
      ["A", "VERIFIED", digest("A"), digest("A")],
      ["B", "VERIFIED", digest("B"), digest("B")],
    ]);
  });
  it("do not move when neither has the other's impronta", () => {
    const head = withFiles("C", "C");
    expect(codeOf(head, { type: "swapAttachments", by: officer, a: "A", b: "B", at: now })).toBe("FILES_DO_NOT_FIT");
  });
  it("leave the label that gave its file away waiting for its own", () => {
    const swapped = led(withFiles("B", "C"), { type: "swapAttachments", by: officer, a: "A", b: "B", at: now });
    expect(swapped.slots.map((slot) => slot.state)).toEqual(["DECLARED", "VERIFIED"]);
  });
});

describe("an impronta that a later revision records", () => {
  const draft = () => led(undefined, create({ attachments: [recorded("A", null)] }), complete);
  it("binds the label, so that another file is a mismatch and not a new truth", () => {
    const head = draft();
    const bound = led(head, revise(head, { attachments: [recorded("A", "A")] }), complete, awaited("A", "S1"));
    expect(bound.slots[0]).toMatchObject({ recorded: digest("A"), source: "act" });
    expect(led(bound, arrived(bound, "A", "S1", "B"))).toMatchObject({
      state: "BLOCKED",
      slots: [{ state: "MISMATCH", recorded: digest("A") }],
    });
  });
  it("is that of the file that is already there, or is refused", () => {
    const waiting = led(draft(), awaited("A", "S1"));
    const head = led(waiting, arrived(waiting, "A", "S1", "B"));
    expect(codeOf(head, revise(head, { attachments: [recorded("A", "A")] }))).toBe("FINGERPRINT_IS_FIXED");
    expect(led(head, revise(head, { attachments: [recorded("A", "B")] })).slots[0]).toMatchObject({
      source: "act",
      state: "VERIFIED",
      recorded: digest("B"),
    });
  });
  it("cannot be another one when the label comes back", () => {
    const head = led(undefined, create({ attachments: [recorded("A", "A")] }));
    const without = led(head, revise(head, {}));
    expect(codeOf(without, revise(without, { attachments: [recorded("A", "B")] }))).toBe("FINGERPRINT_IS_FIXED");
    expect(led(without, revise(without, { attachments: [recorded("A", null)] })).slots[0]).toMatchObject({
      recorded: digest("A"),
      source: "act",
    });
  });
});

describe("sending to approval", () => {
  it("ends the uploads that are still open: nothing may change what is then printed", () => {
    const waiting = led(undefined, create({ attachments: [recorded("A", null)] }), complete, awaited("A", "S1"));
    const head = led(waiting, arrived(waiting, "A", "S1", "A"), awaited("A", "S2"));
    const { head: sent, items } = yes(head, submit);
    expect(items).toContainEqual({ item: "upload-closed", slotId: "S2" });
    expect(codeOf(sent, arrived(sent, "A", "S2", "B"))).toBe("NO_SUCH_UPLOAD");
    expect(sent.slots[0]?.recorded).toBe(digest("A"));
  });
  it("is refused for a route that no transaction could revoke, and for one person twice in a step", () => {
    const head = led(undefined, create(), complete);
    const crowd = Array.from({ length: actLimits.people }, (_, n) => ({ ...people.dario, who: `p${n}` }));
    const routeOf = (...steps: ReturnType<typeof approval>[]): Command => ({
      ...submit,
      route: [...steps, signature(people.adele)],
    });
    expect(codeOf(head, routeOf(approval(...crowd)))).toBe("LIMIT_EXCEEDED");
    expect(codeOf(head, routeOf(approval(...crowd.slice(1))))).toBe("ok");
    expect(codeOf(head, routeOf(approval(people.carla, people.carla)))).toBe("ROUTE_NOT_COMPLETE");
  });
  it("waits for the decision about what is published", () => {
    expect(codeOf(led(undefined, create({ rendition: null }), complete), submit)).toBe("RENDITION_NOT_DECIDED");
  });
});

describe("a draft", () => {
  it("is refused when a label stands twice, or there are more attachments than one item holds", () => {
    expect(codeOf(undefined, create({ attachments: [recorded("A", "A"), recorded("A", "B")] }))).toBe(
      "LABEL_USED_TWICE",
    );
    const many = Array.from({ length: actLimits.attachments + 1 }, (_, n) => recorded(`A${n}`, null));
    expect(codeOf(undefined, create({ attachments: many }))).toBe("LIMIT_EXCEEDED");
    expect(codeOf(undefined, create({ attachments: many.slice(1) }))).toBe("ok");
  });
  it("that somebody changed in the meantime is not overwritten", () => {
    const head = led(undefined, create());
    const stale = revise(head, {});
    expect(codeOf(led(head, complete), stale)).toBe("STALE_VERSION");
  });
});
