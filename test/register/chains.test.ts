// Both chains are broken by whatever is done to them by anyone who cannot rewrite all that follows.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AuditEntry,
  auditEntry,
  brokenEntries,
  type ChainedSlot,
  chainSlot,
  checkChain,
  commitTo,
  openingHash,
} from "../../shared/register/index.ts";

const hex = (n: number) => n.toString(16).toUpperCase().padStart(64, "0");
const opening = openingHash("DD", 2025, 2705);

function register(length: number): ChainedSlot[] {
  let prev = opening;
  return Array.from({ length }, (_, n) => {
    const slot = chainSlot(prev, {
      register: "DD",
      year: 2025,
      number: 2706 + n,
      date: `2025-12-${String(10 + Math.floor(n / 2)).padStart(2, "0")}`,
      actId: `ACT${n}`,
      manifestDigest: hex(n + 1),
      original: hex(n + 100),
    });
    prev = slot.hash;
    return slot;
  });
}

function audit(length: number): AuditEntry[] {
  let prev = "";
  return Array.from({ length }, (_, n) => {
    const entry = auditEntry(prev, n + 1, commitTo(`sale-${n}`, { type: "act.revised.v1", n }));
    prev = entry.hash;
    return entry;
  });
}

/** Something done to a list of at least three: an entry edited, dropped, doubled, or two exchanged. */
type Tampering = { readonly name: string; readonly on: <T extends object>(list: readonly T[]) => T[] };
const size = fc.integer({ min: 3, max: 12 });
const place = fc.nat(10_000);
const edited = (fields: readonly string[]) =>
  fc.tuple(place, fc.constantFrom(...fields)).map(
    ([at, field]): Tampering => ({
      name: `edit ${field}`,
      on: (list) =>
        list.map((one, n) => {
          const old = (one as Record<string, unknown>)[field];
          return n === at % list.length ? { ...one, [field]: typeof old === "number" ? old + 1 : `${old}0` } : one;
        }),
    }),
  );
const moved: fc.Arbitrary<Tampering> = fc.oneof(
  // The last one may be dropped unseen by the list alone; that is what the head is for.
  place.map((at): Tampering => ({ name: "drop", on: (list) => list.filter((_, n) => n !== at % (list.length - 1)) })),
  place.map(
    (at): Tampering => ({
      name: "insert",
      on: (list) => list.flatMap((one, n) => (n === at % list.length ? [one, one] : [one])),
    }),
  ),
  place.map(
    (at): Tampering => ({
      name: "swap",
      on: (list) => {
        const n = at % (list.length - 1);
        return list.map((one, m) => (m === n ? (list[n + 1] ?? one) : m === n + 1 ? (list[n] ?? one) : one));
      },
    }),
  ),
);

describe("the register's chain", () => {
  it("is whole as it was written, for any length", () => {
    for (const length of [0, 1, 2, 12]) expect(checkChain(opening, 2705, register(length))).toEqual([]);
  });
  it("shows every edit, drop, insertion and exchange", () => {
    const fields = ["register", "year", "number", "date", "actId", "manifestDigest", "original", "prev", "hash"];
    fc.assert(
      fc.property(size, fc.oneof(edited(fields), moved), (length, tampering) => {
        expect(checkChain(opening, 2705, tampering.on(register(length))), tampering.name).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
  it("shows an edit whose own hash was made to fit, by the slot that follows", () => {
    const slots = register(4);
    const [first] = slots;
    if (!first) throw new Error("a slot");
    const forged = chainSlot(first.prev, { ...first, original: hex(999) });
    expect(checkChain(opening, 2705, [forged, ...slots.slice(1)])).toEqual([{ number: 2707, code: "PREV_DIFFERS" }]);
  });
  it("is bound to the number and the year that it was opened at", () => {
    expect(checkChain(openingHash("DD", 2026, 2705), 2705, register(2))).toContainEqual({
      number: 2706,
      code: "PREV_DIFFERS",
    });
    expect(checkChain(opening, 2704, register(2))).toContainEqual({ number: 2706, code: "GAP" });
  });
  it("shows dates that go back, though every hash fits", () => {
    const late = chainSlot(opening, { ...slotOf(0), date: "2025-12-24" });
    const early = chainSlot(late.hash, { ...slotOf(1), date: "2025-12-23" });
    expect(checkChain(opening, 2705, [late, early])).toEqual([{ number: 2707, code: "DATE_GOES_BACK" }]);
  });
  it("shows that its end was cut off, to whoever knows the register's head", () => {
    const slots = register(5);
    const head = { last: 2710, headHash: slots[4]?.hash ?? "" };
    expect(checkChain(opening, 2705, slots, head)).toEqual([]);
    expect(checkChain(opening, 2705, slots.slice(0, 4), head)).toEqual([{ number: 2710, code: "END_DIFFERS" }]);
    expect(checkChain(opening, 2705, [], { last: 2705, headHash: opening })).toEqual([]);
  });
});

const slotOf = (n: number) => {
  const slot = register(n + 1)[n];
  if (!slot) throw new Error("a slot");
  return slot;
};

describe("an act's audit chain", () => {
  it("is whole as it was written", () => {
    for (const length of [0, 1, 12]) expect(brokenEntries(audit(length))).toEqual([]);
  });
  it("shows every edit, drop, insertion and exchange", () => {
    fc.assert(
      fc.property(size, fc.oneof(edited(["seq", "commit", "prev", "hash"]), moved), (length, tampering) => {
        expect(brokenEntries(tampering.on(audit(length))), tampering.name).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
  it("shows that its end was cut off, to whoever knows the act's head", () => {
    const entries = audit(5);
    const end = { seq: 5, hash: entries[4]?.hash ?? "" };
    expect(brokenEntries(entries, end)).toEqual([]);
    expect(brokenEntries(entries.slice(0, 3), end)).toEqual([5]);
    expect(brokenEntries([], { seq: 0, hash: "" })).toEqual([]);
  });
  it("commits to an event that it does not tell: another salt or another event is another commitment", () => {
    const event = { type: "act.decided.v1", data: { step: 1 } };
    const commit = commitTo("sale", event);
    expect(commit).toMatch(/^[0-9A-F]{64}$/);
    expect(commitTo("sale", { data: { step: 1 }, type: "act.decided.v1" })).toBe(commit);
    expect(commitTo("sala", event)).not.toBe(commit);
    expect(commitTo("sale", { ...event, data: { step: 2 } })).not.toBe(commit);
  });
});
