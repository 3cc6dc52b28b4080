// JSON that does not fit is refused with field, value and expectation; JSON that fits loses nothing.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actDataSchema, actJsonSchema, borgoSereno2706, cremona2706, parseAct } from "../../shared/act/index.ts";

type Json = Record<string, unknown>;
const clean = (): Json =>
  JSON.parse(readFileSync(new URL("../fixtures/acts/clean.json", import.meta.url), "utf8")) as Json;

const [row] = clean()["movimenti"] as Json[];

function problemsOf(json: unknown) {
  const parsed = parseAct(json);
  return parsed.ok ? [] : parsed.refusal.problems;
}

describe("parseAct", () => {
  it.each([
    ["of Cremona", cremona2706],
    ["of Borgo Sereno", borgoSereno2706],
  ])("reads the example %s back from its JSON as it is", (_, act) => {
    expect(parseAct(JSON.parse(JSON.stringify(act)))).toEqual({ ok: true, act });
  });

  it("converts the shape with Italian keys", () => {
    const parsed = parseAct(clean());
    expect(parsed.ok && parsed.act).toMatchObject({
      schema: "visto/act/1",
      body: { name: "Comune di Borgo Sereno (fittizio)" },
      roles: { signatory: { name: "PROVA ADELE" }, rup: { name: "Carla Modello" } },
      statements: { noConflictOfInterest: ["rup", "proceedingOfficer", "signatory"] },
      movements: [
        {
          source: "FONDI PROPRI",
          mission: "05",
          programme: "02",
          costCentre: { code: "B12", name: "Biblioteca" },
          number: "2025/900",
        },
      ],
      duration: { committedPartEnds: "2025-12-15" },
      accountingVisto: true,
    });
  });

  it("keeps every fact of the Italian shape: what comes out is an act that its own schema accepts", () => {
    const parsed = parseAct(clean());
    expect(parsed.ok && actDataSchema.safeParse(parsed.act).success).toBe(true);
  });

  it.each<[string, Json, string, string, RegExp]>([
    ["a date as people write it", { data: "24/12/2025" }, "data", '"24/12/2025"', /AAAA-MM-GG/],
    ["a day that does not exist", { data: "2025-02-29" }, "data", '"2025-02-29"', /AAAA-MM-GG/],
    ["an amount in euro", { impegnoDispositivo: 43.92 }, "impegnoDispositivo", "43.92", /centesimi/],
    ["an amount as text", { impegnoDispositivo: "43,92" }, "impegnoDispositivo", '"43,92"', /numero/],
    ["no subject", { oggetto: undefined }, "oggetto", "(assente)", /campo obbligatorio/],
    ["a subject of 901 characters", { oggetto: "è".repeat(901) }, "oggetto", `"${"è".repeat(118)}…`, /900/],
    ["a misspelt field", { ogetto: "x" }, "ogetto", '"x"', /nessun campo/],
    ["a number of zero", { numero: 0 }, "numero", "0", /inferiore/],
    [
      "a movement without its year",
      { movimenti: [{ ...row, esercizio: undefined }] },
      "movimenti[0].esercizio",
      "(assente)",
      /numero/,
    ],
    [
      "an unknown movement type",
      { movimenti: [{ ...row, tipo: "Impegno" }] },
      "movimenti[0].tipo",
      '"Impegno"',
      /U\/Impegno/,
    ],
    [
      "a label that is none",
      { allegati: [{ sigla: "../A", impronta: "" }] },
      "allegati[0].sigla",
      '"../A"',
      /sigla di un allegato/,
    ],
    ["a role that is none", { clausole: { art6bis: ["sindaco"] } }, "clausole.art6bis[0]", '"sindaco"', /istruttore/],
    ["lines that are no list", { voci: {} }, "voci", "{}", /elenco/],
  ])("says what is wrong with %s", (_, change, field, value, expectation) => {
    const [problem] = problemsOf({ ...clean(), ...change });
    expect(problem).toMatchObject({ field, value });
    expect(problem?.expectation).toMatch(expectation);
  });

  it.each([null, undefined, 3, "atto", true, [], [{}]])("refuses %j, which is no object", (json) => {
    expect(problemsOf(json)).toMatchObject([{ field: "(atto)" }]);
  });

  it("accepts a subject of 900 characters and 1.000 movements", () => {
    const parsed = parseAct({
      ...clean(),
      oggetto: "a".repeat(900),
      movimenti: Array.from({ length: 1000 }, () => row),
    });
    expect(parsed.ok && parsed.act.movements).toHaveLength(1000);
  });

  it("refuses an act of another schema version instead of guessing", () => {
    expect(problemsOf({ ...cremona2706, schema: "visto/act/2" })).toMatchObject([
      { field: "schema", value: '"visto/act/2"', expectation: 'il valore "visto/act/1"' },
    ]);
  });

  it("names a problem inside nested paragraphs", () => {
    const act = structuredClone(cremona2706) as unknown as { sections: { decision: { children?: Json[] }[] } };
    const child = act.sections.decision[2]?.children?.[1];
    if (child !== undefined) child["style"] = "bold";
    expect(problemsOf(act)).toMatchObject([{ field: "sections.decision[2].children[1].style", value: '"bold"' }]);
  });

  it("refuses text nested 100.000 levels deep without exhausting the stack", () => {
    const json: unknown = JSON.parse(
      `{"schema":"visto/act/1","sections":${'{"children":['.repeat(100_000)}${"]}".repeat(100_000)}}`,
    );
    expect(problemsOf(json)).toMatchObject([{ field: "(atto)", value: "oltre 32 livelli" }]);
  });

  it("names at most fifty problems", () => {
    expect(problemsOf(Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`x${index}`, 1])))).toHaveLength(
      50,
    );
  });

  it("is not fooled by keys of Object.prototype", () => {
    const json: unknown = JSON.parse('{"ente":"x","oggetto":"y","__proto__":{"voci":1},"constructor":1}');
    expect(parseAct(json).ok).toBe(false);
  });

  it("never throws, whatever the JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom("ente", "body", "voci", "sections", "movimenti"), (value, key) => {
        expect(typeof parseAct(value).ok).toBe("boolean");
        expect(typeof parseAct({ ...clean(), [key]: value }).ok).toBe("boolean");
        expect(typeof parseAct({ ...cremona2706, [key]: value }).ok).toBe("boolean");
      }),
    );
  });
});

describe("actJsonSchema", () => {
  it("is JSON whose every reference leads somewhere", () => {
    const schema = JSON.parse(JSON.stringify(actJsonSchema())) as { $defs: Json };
    const names = Array.from(JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g), ([, name = ""]) => name);
    expect(names).toContain("act");
    for (const name of names) expect(Object.keys(schema.$defs)).toContain(name);
  });
});
