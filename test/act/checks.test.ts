// Every check that structured data can decide fires on the act that deserves it, alone, and on no other.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import {
  type ActData,
  borgoSereno2706,
  type CheckCode,
  checkAct,
  checkCodes,
  checkSeverities,
  cremona2706,
  isBlocking,
  parseAct,
} from "../../shared/act/index.ts";

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/acts/${name}.json`, import.meta.url), "utf8"));

const deviations = z
  .array(
    z.strictObject({
      name: z.string(),
      set: z.record(z.string(), z.unknown()),
      unset: z.array(z.string()),
      expected: z.array(z.string()),
    }),
  )
  .parse(fixture("deviations"));

type Node = Record<string, unknown>;

function deviate({ set, unset }: (typeof deviations)[number]): unknown {
  const act = fixture("clean") as Node;
  const parent = (path: string) =>
    path
      .split(".")
      .slice(0, -1)
      .reduce((node, key) => node[key] as Node, act);
  const last = (path: string) => path.split(".").at(-1) ?? "";
  for (const [path, value] of Object.entries(set)) parent(path)[last(path)] = value;
  for (const path of unset) delete parent(path)[last(path)];
  return act;
}

function parsed(json: unknown): ActData {
  const result = parseAct(json);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal.problems));
  return result.act;
}

const clean = () => parsed(fixture("clean"));
const codesOf = (act: ActData, context = {}) => checkAct(act, context).map(({ code }) => code);
const [digestA, digestB] = clean().recordedAttachments.map(({ fingerprint }) => fingerprint) as [string, string];
const unknownDigest = "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855";

describe("the checks of an act", () => {
  it.each(deviations)("give exactly $expected for $name", (deviation) => {
    expect(codesOf(parsed(deviate(deviation))).sort()).toEqual([...deviation.expected].sort());
  });

  it("are exercised here, each code that data alone can give", () => {
    const fired = new Set(deviations.flatMap(({ expected }) => expected));
    const elsewhere =
      /^(?:REG-03|RUO-05|CLA-0[4-8]|MOV-1[67]|CON-0[56]|SOG-04|ALL-05|ALL-09|ALL-1[0-2]|RIF-01|TXT-\d\d|PAG-01|PRI-0[2-6])$/;
    expect(checkCodes.filter((code) => !elsewhere.test(code) && !fired.has(code))).toEqual([]);
  });

  it("say a sentence without a placeholder left in it, in both languages", () => {
    const acts = [cremona2706, borgoSereno2706, ...deviations.map((deviation) => parsed(deviate(deviation)))];
    for (const language of ["it", "en"] as const) {
      const findings = acts.flatMap((act) => checkAct(act, { language }));
      for (const { message, where } of findings) expect(`${message} ${where}`).not.toMatch(/[{}]|undefined|\[object/);
    }
  });

  it("list findings in the order of the table of codes, the same for the same act", () => {
    const codes = codesOf(cremona2706);
    expect(codes).toEqual(codes.toSorted((one, other) => checkCodes.indexOf(one) - checkCodes.indexOf(other)));
    expect(codesOf(structuredClone(cremona2706))).toEqual(codes);
  });

  it("give each finding the severity of its code", () => {
    for (const { code, severity } of checkAct(cremona2706)) expect(severity).toBe(checkSeverities[code]);
  });

  it("only warn of a control code whose first letter has two alphabets", () => {
    const act = { ...clean(), cig: "K000065000", movements: [] };
    const found = checkAct(act).find(({ code }) => code === "CIG-02");
    expect(found?.severity).toBe("A");
  });

  it("never call an act unlawful", () => {
    const acts = [cremona2706, ...deviations.map((deviation) => parsed(deviate(deviation)))];
    for (const { message } of acts.flatMap((act) => checkAct(act))) expect(message).not.toMatch(/illegittim/i);
  });
});

describe("the checks of uploaded files", () => {
  const both = [
    { label: "A", fingerprint: digestA },
    { label: "B", fingerprint: digestB },
  ];

  it("are silent about files that nobody looked for", () => {
    expect(codesOf(clean())).toEqual([]);
  });

  it("find nothing when every file has its recorded impronta", () => {
    expect(codesOf(clean(), { files: both })).toEqual([]);
  });

  it("say which recorded attachment has no file", () => {
    expect(codesOf(clean(), { files: both.slice(0, 1) })).toEqual(["ALL-05"]);
  });

  it("show both digests of a file that does not match", () => {
    const files = [both[0], { label: "B", fingerprint: unknownDigest }];
    const [finding] = checkAct(clean(), { files: files as typeof both });
    expect(finding).toMatchObject({ code: "ALL-04", severity: "E", where: "Allegato B" });
    expect(finding?.message).toContain(unknownDigest);
    expect(finding?.message).toContain(digestB);
  });

  it("recognise A and B swapped", () => {
    const files = [
      { label: "A", fingerprint: digestB },
      { label: "B", fingerprint: digestA },
    ];
    const messages = checkAct(clean(), { files }).map(({ message }) => message);
    expect(messages[0]).toContain("è quello dell’allegato B");
    expect(messages[1]).toContain("è quello dell’allegato A");
  });

  it("inform when the impronta is that of the content of an envelope", () => {
    const files = [both[0], { label: "B", fingerprint: unknownDigest, content: digestB }];
    expect(codesOf(clean(), { files })).toEqual(["ALL-11"]);
  });

  it("warn when a document said to be signed carries no signature", () => {
    const file = (signatures: number) => [
      { label: "C", fingerprint: borgoSereno2706.recordedAttachments[2]?.fingerprint ?? "", signatures },
    ];
    expect(codesOf(borgoSereno2706, { files: file(0) })).toContain("ALL-10");
    expect(codesOf(borgoSereno2706, { files: file(1) })).not.toContain("ALL-10");
  });
});

describe("the checks that need the world", () => {
  it("say that a number is taken", () => {
    expect(codesOf(clean(), { numberTakenIn: "DET" })).toEqual(["REG-03"]);
  });

  it("judge a draft on the given day and stay silent without one", () => {
    const { date: _, number: __, year: ___, ...draft } = clean();
    const expired = { ...draft, contract: { ...draft.contract, durc: { number: "1", expires: "2025-10-14" } } };
    expect(codesOf(expired)).toEqual([]);
    expect(codesOf(expired, { day: "2025-10-15" })).toEqual(["DUR-03"]);
  });

  it("count the footers of an imported act", () => {
    expect(codesOf(clean(), { footers: { found: 1, pages: 5 } })).toEqual(["PAG-01"]);
  });

  it("take the signature from the verifier before the act's own word", () => {
    expect(codesOf(clean(), { signature: { outcome: "alterata" } })).toEqual(["FIR-01"]);
  });
});

describe("the real act of Cremona", () => {
  it("is blocked by one error alone: Allegato C has no impronta", () => {
    const errors = checkAct(cremona2706).filter(({ severity }) => severity === "E");
    expect(errors.map(({ code, where }) => `${code} ${where}`)).toEqual(["ALL-01 Allegato C"]);
  });

  const wording: readonly CheckCode[] = [
    "RUO-05",
    "CLA-04",
    "CLA-05",
    "CLA-06",
    "CLA-07",
    "CLA-08",
    "MOV-16",
    "MOV-17",
    "CON-05",
    "CON-06",
    "SOG-04",
    "ALL-09",
    "ALL-12",
    "TXT-01",
    "TXT-02",
    "TXT-03",
    "TXT-05",
  ];
  it.each(wording)("gives %s once its text is known, and not from its data alone", (code) => {
    expect(codesOf(cremona2706)).toContain(code);
    const { sections: _, citedNorms: __, revenue: ___, ...data } = cremona2706;
    expect(codesOf({ ...data, citedNorms: [] })).not.toContain(code);
  });

  it("writes its company in four ways", () => {
    const found = checkAct(cremona2706).find(({ code }) => code === "SOG-04");
    expect(found?.message).toBe("La stessa impresa è scritta in 4 modi: KCITY, Kcity, kcity, KCity.");
  });
});

describe("the fictitious twin", () => {
  it("has no error, so that it can be approved, signed and numbered", () => {
    expect(isBlocking(checkAct(borgoSereno2706, { day: "2025-12-24" }))).toBe(false);
  });

  it("leaves only what a person must answer or later offices give", () => {
    expect(codesOf(borgoSereno2706, { day: "2025-12-24" })).toEqual(["MOV-03", "MOV-11", "VIS-01", "ALL-12"]);
  });

  it("has the sections, paragraphs and amounts of the real act", () => {
    const shape = (act: ActData) =>
      JSON.stringify(act.sections, (key, value: unknown) => (key === "text" ? "…" : value));
    expect(shape(borgoSereno2706)).toBe(shape(cremona2706));
    expect(borgoSereno2706.totals).toEqual(cremona2706.totals);
    expect(borgoSereno2706.lines).toEqual(cremona2706.lines);
    expect(borgoSereno2706.commitment).toBe(cremona2706.commitment);
  });

  it("says nothing of Cremona", () => {
    expect(JSON.stringify(borgoSereno2706)).not.toMatch(/cremona|kcity|grossi|pantisano|B9A443D84D/i);
  });
});
