// Whatever is asked of the machine, in whatever order: what must always hold of an act holds.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ActHead,
  type ActItem,
  actStates,
  headSchema,
  type Reduction,
  reduce,
  refusalCodes,
  transitions,
} from "../../../shared/act/index.ts";
import { digest, facts, now } from "./commands.ts";
import { life, oneTurn, type Turn } from "./lives.ts";

type Step = { readonly before: ActHead | undefined; readonly type: string; readonly answer: Reduction };

/** Lives a random life from a draft; every answer, yes or no. */
function lived(turns: readonly Turn[]): Step[] {
  const steps: Step[] = [];
  const start: Turn = () => ({
    type: "createDraft",
    actId: "A",
    tenant: "T#1",
    by: "bruno.esempio",
    facts: facts({
      attachments: [
        { label: "A", title: "Allegato A", recorded: digest("A") },
        { label: "B", title: "Allegato B", recorded: null },
      ],
    }),
  });
  let head: ActHead | undefined;
  for (const [n, turn] of [start, ...turns].entries()) {
    const command = turn(head, n);
    const answer = reduce(head, command, now);
    steps.push({ before: head, type: command.type, answer });
    if (answer.ok) head = answer.head;
  }
  return steps;
}

const yes = (steps: readonly Step[]) =>
  steps.flatMap(({ before, type, answer }) => (answer.ok ? [{ before, type, ...answer }] : []));

const always = (holds: (steps: readonly Step[]) => void, runs = 60) =>
  fc.assert(
    fc.property(life, (turns) => holds(lived(turns))),
    { numRuns: runs },
  );

describe("any sequence of commands", () => {
  it("leads only to heads that the schema accepts, by transitions that the table lists, one version at a time", () => {
    always((steps) => {
      for (const { before, type, head } of yes(steps)) {
        expect(headSchema.safeParse(JSON.parse(JSON.stringify(head))).error).toBeUndefined();
        const from = before?.state ?? "—";
        const listed = transitions.some(
          (one) => one.command === type && one.from.includes(from) && one.to.includes(head.state),
        );
        expect(listed, `${from} –${type}→ ${head.state}`).toBe(true);
        expect(head.ver).toBe((before?.ver ?? 0) + 1);
      }
    }, 150);
  });

  it("is refused only with a public code, in two languages, with every blank filled in", () => {
    always((steps) => {
      for (const { answer } of steps) {
        if (answer.ok) continue;
        const { code, why, whoCanFix } = answer.refusal;
        expect(refusalCodes).toContain(code);
        expect(whoCanFix).not.toBe("");
        for (const text of [why.it, why.en]) {
          // A blank's name begins small; a role in inverted commas, «RUP», is a value.
          expect(text).not.toMatch(/«[a-z]\w*»|undefined|\[object/);
          expect(text.length).toBeGreaterThan(10);
        }
      }
    });
  });

  it("gets around: these lives reach every state and most of the refusals, or the rest would prove little", () => {
    const steps = fc.sample(life, { numRuns: 300, seed: 2706 }).flatMap(lived);
    const states = new Set(yes(steps).map(({ head }) => head.state));
    // Nothing archives yet.
    expect(actStates.filter((state) => !states.has(state))).toEqual(["ARCHIVED"]);
    const refused = new Set(steps.flatMap(({ answer }) => (answer.ok ? [] : [answer.refusal.code])));
    expect(refused.size).toBeGreaterThan(refusalCodes.length / 2);
  });

  it("never changes an impronta that the act itself records, also when its label goes and comes back", () => {
    always((steps) => {
      const recorded = new Map<string, string>();
      for (const { head } of yes(steps)) {
        for (const slot of head.slots) {
          const known = recorded.get(slot.label);
          if (known) expect(slot).toMatchObject({ recorded: known, source: "act" });
          if (slot.source === "act" && slot.recorded) recorded.set(slot.label, slot.recorded);
          // A file stands verified only under the impronta that it has.
          if (slot.state === "VERIFIED") expect(slot.file?.sha256).toBe(slot.recorded);
        }
        for (const [label, known] of recorded) expect(head.fixedFingerprints[label]).toBe(known);
      }
    });
  });

  it("gives no number without a signature, and publishes nothing without a number", () => {
    always((steps) => {
      for (const { head } of yes(steps)) {
        if (head.registration) expect(head.signed).toBeDefined();
        if (head.publication) expect(head.registration).toBeDefined();
        if (head.signed) {
          const asked = head.route.filter((one) => one.kind !== "visto");
          expect(asked.at(-1)).toMatchObject({ kind: "signature", state: "SATISFIED" });
          expect(asked.every((one) => one.state === "SATISFIED")).toBe(true);
        }
      }
    });
  });

  it("keeps no approval through a revision, and no decision without the digest that was read", () => {
    always((steps) => {
      for (const { type, head, items, before } of yes(steps)) {
        if (type === "saveRevision") {
          expect(head.route).toEqual([]);
          expect(head).not.toHaveProperty("manifestDigest");
          expect(head).not.toHaveProperty("mainDoc");
          expect(head.rev).toBe((before?.rev ?? 0) + 1);
        }
        for (const item of items)
          if (item.item === "decision") expect(item.manifestDigest).toBe(before?.manifestDigest);
      }
    });
  });

  it("opens and closes every permission to upload, so that none is waited for after its act has gone on", () => {
    always((steps) => {
      const open = new Set<string>();
      for (const { head, items } of yes(steps)) {
        for (const item of items) follow(open, item);
        const awaited = [head.signedUpload, ...head.slots.map((slot) => slot.upload)].flatMap(
          (one) => one?.slotId ?? [],
        );
        expect([...open].sort()).toEqual(awaited.sort());
      }
    });
  });

  it("writes no item twice in one change", () => {
    always((steps) => {
      for (const { items } of yes(steps)) {
        const names = items.map((item) => JSON.stringify({ ...item, slot: null, upload: null, state: null, at: null }));
        expect(new Set(names).size).toBe(names.length);
      }
    });
  });
});

function follow(open: Set<string>, item: ActItem): void {
  if (item.item === "upload") open.add(item.upload.slotId);
  if (item.item === "upload-closed") open.delete(item.slotId);
}

describe("a state that is not listed for a command", () => {
  it("refuses it, whatever the command says", () => {
    const heads = new Map<string, ActHead>();
    for (const { head } of yes(fc.sample(life, { numRuns: 300, seed: 2706 }).flatMap(lived)))
      heads.set(head.state, head);
    expect(heads.size).toBe(actStates.length - 1);
    for (const type of new Set(transitions.map((one) => one.command)))
      for (const [state, head] of heads) {
        if (transitions.some((one) => one.command === type && one.from.includes(head.state))) continue;
        for (const turn of fc.sample(oneTurn(type), 5)) {
          const answer = reduce(head, turn(head, 1), now);
          expect(answer, `${type} in ${state}`).toMatchObject({
            ok: false,
            refusal: { code: "STATE_DOES_NOT_ALLOW", details: { state, command: type } },
          });
        }
      }
    for (const type of new Set(transitions.map((one) => one.command)))
      if (type !== "createDraft")
        for (const turn of fc.sample(oneTurn(type), 3))
          expect(reduce(undefined, turn(undefined, 1), now)).toMatchObject({
            ok: false,
            refusal: { code: "STATE_DOES_NOT_ALLOW" },
          });
  });
});
