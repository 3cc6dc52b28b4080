// What the lives choose from: mostly what people do, sometimes what they should not.
import * as fc from "fast-check";
import { amendmentKinds, type DraftFacts } from "../../../shared/act/index.ts";
import {
  approval,
  digest,
  facts,
  finding,
  officer,
  opinion,
  people,
  signature,
  usualRoute,
  visto,
} from "./commands.ts";

export const letters = fc.constantFrom("A", "B", "C");
export const labels = fc.constantFrom("A", "B", "Z");
export const who = fc.constantFrom(...Object.values(people).map((one) => one.who));
// Mostly the proponent, or nothing would ever move.
export const by = fc.oneof({ weight: 6, arbitrary: fc.constant(officer) }, { weight: 1, arbitrary: who });
export const reason = fc.constantFrom(
  "Testo da correggere nella parte seconda",
  "Testo da correggere nella parte seconda",
  "corta",
);

export const attachments = fc
  .uniqueArray(fc.record({ label: fc.constantFrom("A", "B"), recorded: fc.option(letters.map(digest)) }), {
    selector: (one) => one.label,
    maxLength: 2,
  })
  .map((all) => all.map((one) => ({ ...one, title: `Allegato ${one.label}` })));

export const someFacts = fc
  .record<Partial<DraftFacts>>({
    attachments,
    findings: fc.constantFrom([], [], [finding("RUO-04", "A")], [finding("IMP-02", "E")], [finding("CLA-03", "I")]),
    origin: fc.constantFrom("drafted" as const, "drafted" as const, "drafted" as const, "imported" as const),
    rendition: fc.constantFrom("integrale" as const, "integrale" as const, null),
    total: fc.constantFrom(null, 0, 12_000),
    proceedingOfficer: fc.constantFrom("Bruno Esempio", "Bruno Esempio", "Bruno Esempio", "PROVA ADELE"),
  })
  .map((over) => facts(over));

export const someRoute = fc.oneof(
  { weight: 5, arbitrary: fc.constant(usualRoute) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      [signature(people.adele)],
      [approval(people.carla, people.dario), approval(people.carla), signature(people.adele)],
      [{ ...opinion(people.carla), group: 1 }, { ...approval(people.dario), group: 1 }, signature(people.adele)],
      [approval({ ...people.carla, deputies: [people.dario] }), signature(people.adele), visto(people.dario)],
      [],
      [approval(people.carla)],
      [approval(people.carla, people.carla), signature(people.adele)],
      [approval(), signature(people.adele)],
      [signature(people.bruno)],
      [signature(people.adele, people.dario)],
    ),
  },
);

export const someDeputy = fc.constantFrom(
  { ...people.dario, formula: "per il Dirigente, il Vicario", decree: "decreto n. 3/2025" },
  people.carla,
  people.elena,
);
export const someAmendment = fc.tuple(
  fc.constantFrom(...amendmentKinds),
  fc.constantFrom(1, 9_000).map((number) => ({
    actId: `B${number}`,
    number,
    year: 2025,
    date: "2025-12-24",
    original: digest("A"),
    reason: "",
    by: officer,
  })),
);
