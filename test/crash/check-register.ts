import { counterShape, type Head, type RegisterSlot, slotShape } from "./shapes.ts";
import type { Item } from "./stores.ts";
import { sha256 } from "./stores.ts";

/** RFC 8785 for what a register and an event hold: strings, whole numbers, null, lists and objects. */
export function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`).join(",")}}`;
}

const expected = { register: "DD", year: 2025, opened: 2705, number: 2706 };

/** One number, no gap, one slot, the chain from the register's opening to its head, and an act that agrees with it. */
export function* checkRegister(items: readonly Item[], head: Head): Generator<string> {
  const slots = items
    .filter((item) => /#REG#/.test(item.pk) && item.sk.startsWith("N#"))
    .map((item) => slotShape.parse(item));
  const counters = items.filter((item) => item.sk === "COUNTER").map((item) => counterShape.parse(item));
  const [slot, ...more] = slots;
  const [counter, ...otherCounters] = counters;
  if (!slot || more.length > 0) yield `register: ${slots.length} slots, one was expected`;
  if (!counter || otherCounters.length > 0) yield `register: ${counters.length} counters, one was expected`;
  if (!slot || !counter) return;
  const { register, year, opened, number } = expected;
  if (counter.opened !== opened || counter.last !== number)
    yield `register: opened ${counter.opened}, last ${counter.last}`;
  yield* checkChain(slots, sha256(canonical({ opens: register, year, lastNumber: opened })), counter.headHash);
  if (slot.actId !== head.actId || slot.original !== head.signed.sha256 || slot.manifestDigest !== head.manifestDigest)
    yield "register: the slot is not that of the act, its manifest and its signed original";
  if (
    head.registration.number !== number ||
    head.registration.year !== year ||
    head.registration.slotHash !== slot.hash
  )
    yield `register: the act has number ${head.registration.number}/${head.registration.year} and another slot`;
  const names = items.filter((item) => /#NUM#/.test(item.pk));
  if (names.length !== 1 || names[0]?.["actId"] !== head.actId || Number(names[0]?.sk) !== number)
    yield `register: ${names.length} acts are found by number`;
}

function* checkChain(slots: readonly RegisterSlot[], opening: string, headHash: string): Generator<string> {
  let prev = opening;
  let last = expected.opened;
  for (const { prev: before, hash, ...slot } of slots) {
    if (slot.number !== last + 1) yield `register: ${slot.number} follows ${last}`;
    if (before !== prev) yield `register: slot ${slot.number} is not chained to the one before`;
    if (sha256(before + canonical(slot)) !== hash) yield `register: slot ${slot.number} was changed`;
    prev = hash;
    last = slot.number;
  }
  if (prev !== headHash) yield "register: the counter's head is not the last slot";
}
