import { describe, expect, test } from "vitest";
import { type ActData, borgoSereno2706, cremona2706, parseAct } from "../../../shared/act/index.ts";
import { differences } from "../../../web/act-form/differences.ts";
import { fieldOf } from "../../../web/act-form/places.ts";
import { rowChange, withRows, withTotals } from "../../../web/act-form/rows.ts";
import { judge } from "../../../web/act-form/said.ts";
import { one, readValues, rowCount, type Values, valuesOf } from "../../../web/act-form/values.ts";

const acts = { "Borgo Sereno": borgoSereno2706, Cremona: cremona2706 };
const withValues = (values: Values, more: Record<string, string>): Values =>
  new Map([...values, ...Object.entries(more).map(([name, value]) => [name, [value]] as const)]);

function dataOf(values: Values, base: object): ActData {
  const parsed = parseAct(readValues(values, base).json);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal.problems));
  return parsed.act;
}
const plain = (act: ActData) => JSON.parse(JSON.stringify(parseAct(act)));

describe.each(Object.entries(acts))("the act of %s", (_name, act) => {
  test("comes back whole from its form", () => {
    expect(plain(dataOf(valuesOf(act), act))).toEqual(plain(act));
  });

  test("comes back from the fields alone but for what the form does not show", () => {
    const { schema, body, kind, number, year, date, signature } = act;
    const base = JSON.parse(JSON.stringify({ schema, body, kind, number, year, date, signature }));
    const blank = { ...base, recordedAttachments: act.recordedAttachments };
    expect(plain(dataOf(valuesOf(act), blank)).act.movements).toHaveLength(act.movements.length);
    expect(plain(dataOf(valuesOf(act), blank)).act.sections).toEqual(plain(act).act.sections);
  });
});

test.each([
  ["12/2025", "2025-12"],
  [" 1/2026 ", "2026-01"],
  ["2025-11", "2025-11"],
])("a month is read as people write it: %s", (typed, stored) => {
  const values = withValues(valuesOf(borgoSereno2706), { "contract.start": typed });
  const { contract } = dataOf(values, borgoSereno2706);
  expect(contract?.start).toBe(stored);
  expect(one(valuesOf(dataOf(values, borgoSereno2706)), "contract.start")).toMatch(/^\d\d\/\d{4}$/);
});

test("an emptied group goes away whole, an emptied amount too", () => {
  const emptied = withValues(valuesOf(borgoSereno2706), {
    "contract.durc.body": "",
    "contract.durc.number": "",
    "contract.durc.expires": "",
    "contract.durc.outcome": "",
    commitment: " ",
  });
  const data = dataOf(emptied, borgoSereno2706);
  expect([data.contract?.durc, data.commitment, data.contract?.name]).toEqual([
    undefined,
    undefined,
    borgoSereno2706.contract?.name,
  ]);
});

test("an amount that is none is named with its field, and nothing is saved", () => {
  const state = judge(withValues(valuesOf(borgoSereno2706), { "movements.0.amount": "36.00" }), borgoSereno2706, "it");
  expect(state.unreadable).toBe(true);
  expect(state.said.get("movements.0.amount")).toEqual([{ kind: "issue", expected: "amount" }]);
});

test("rows are added with what is known, moved and taken away, and no other text is lost", () => {
  const values = valuesOf(borgoSereno2706);
  const add = rowChange("add:movements");
  const remove = rowChange("remove:movements:0");
  const up = rowChange("up:lines:2");
  if (!add || !remove || !up) throw new Error("these are buttons of the form");
  const more = withRows(values, add);
  expect([rowCount(more, "movements"), one(more, "movements.1.cig")]).toEqual([2, borgoSereno2706.cig]);
  // A row in which only what came by itself stands was never filled in.
  expect(dataOf(more, borgoSereno2706).movements).toEqual(borgoSereno2706.movements);
  expect(dataOf(withRows(more, { ...remove, at: 1 }), borgoSereno2706).movements).toEqual(borgoSereno2706.movements);
  expect(rowCount(withRows(values, remove), "movements")).toBe(0);
  expect(one(withRows(values, up), "lines.1.name")).toBe("Macrofase 3 (opzionale)");
  expect(one(withRows(values, remove), "subject")).toBe(borgoSereno2706.subject);
  expect(rowChange("remove:subject:0")).toBeUndefined();
});

test("the totals are those of the lines, VAT rounded once on each rate", () => {
  const totals = withTotals(withValues(valuesOf(borgoSereno2706), { "totals.net": "1,00", "totals.total": "" }));
  expect(["net", "vat", "total"].map((name) => one(totals, `totals.${name}`))).toEqual([
    "63.888,78",
    "14.055,53",
    "77.944,31",
  ]);
});

test("every finding that speaks of one field stands beside it", () => {
  const wrong = withValues(valuesOf(borgoSereno2706), {
    cig: "I000A9207E",
    "contract.vatNumber": "05629570961",
    "movements.0.financialPlan": "9.99",
    "totals.vat": "1,00",
    "roles.rup.name": "",
    "roles.rup.fiscalCode": "",
  });
  const { said } = judge(wrong, borgoSereno2706, "en");
  const codes = (name: string) => (said.get(name) ?? []).flatMap((one) => ("code" in one ? [one.code] : []));
  expect(codes("cig")).toContain("CIG-02");
  expect(codes("contract.vatNumber")).toContain("SOG-01");
  expect(codes("movements.0.financialPlan")).toContain("MOV-05");
  expect(codes("totals.vat")).toContain("IMP-02");
  expect(codes("roles.rup.name")).toContain("RUO-04");
});

test("of the real act every finding has a field or speaks of the act as a whole, in both languages", () => {
  const values = valuesOf(cremona2706);
  for (const language of ["it", "en"] as const) {
    const { said } = judge(values, cremona2706, language);
    const strangers = [...said.keys()].filter((name) => name !== "" && !values.has(name) && !rowNamesOf(values, name));
    expect(strangers).toEqual([]);
    expect((said.get("declaredAttachments.2.title") ?? []).map((one) => ("code" in one ? one.code : ""))).toContain(
      "ALL-01",
    );
  }
  expect(fieldOf({ code: "MOV-11", where: "Accounting movements, movement 1" }, values)).toBe("movements.0.number");
});
const rowNamesOf = (values: Values, name: string) => [...values.keys()].some((key) => key.startsWith(`${name}.`));

test("two versions are told apart field by field", () => {
  const after = withValues(valuesOf(borgoSereno2706), { subject: "Altro oggetto", "movements.0.amount": "1,00" });
  expect(differences(valuesOf(borgoSereno2706), after)).toEqual([
    { label: "subject", before: borgoSereno2706.subject, after: "Altro oggetto" },
    { label: "movements.amount", rows: "movements", row: 1, before: "43.920,00", after: "1,00" },
  ]);
});
