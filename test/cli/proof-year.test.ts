// `visto proof year` over years that are whole, and over what somebody did to them.
import { describe, expect, it } from "vitest";
import { proofYearCommand } from "../../cli/commands/proof-year.ts";
import { chainSlot, openingHash } from "../../shared/register/index.ts";
import type { RegisterYear } from "../../shared/register/log/index.ts";

const [register, year] = ["DD", 2025];

/** Numbers 11 to 14, of which every second one is published. */
function aYear(): RegisterYear {
  const slots: RegisterYear["slots"] = [];
  let prev = openingHash(register, year, 10);
  for (const number of [11, 12, 13, 14]) {
    const date = `2025-12-${number + 10}`;
    const act = { actId: `act${number}`, manifestDigest: "A".repeat(64), original: String(number).padStart(64, "0") };
    const { hash } = chainSlot(prev, { register, year, number, date, ...act });
    slots.push({ number, date, hash, ...(number % 2 === 0 ? { act } : {}) });
    prev = hash;
  }
  return { register, year, opened: 10, last: 14, slots };
}

async function run(content: unknown, args: { json?: boolean; lang?: "it" | "en" } = {}) {
  let [out, err] = ["", ""];
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const readFile = () => Promise.resolve(new TextEncoder().encode(text));
  const io = { out: (said: string) => (out += said), err: (said: string) => (err += said), readFile, colour: false };
  const code = await proofYearCommand({ file: "2025.json", json: false, lang: "it", ...args }, io);
  return { code, out, err };
}

describe("visto proof year", () => {
  it("says in both languages that every number is there, and what it had to believe", async () => {
    const italian = await run(aYear());
    expect(italian).toMatchObject({ code: 0, err: "" });
    for (const words of ["ANNO COMPLETO", "i numeri da 11 a 14", "2 su 4", "fino al n. 10"])
      expect(italian.out).toContain(words);
    expect((await run(aYear(), { lang: "en" })).out).toMatch(/^YEAR COMPLETE.*numbers 11 to 14[\s\S]*2 of 4/);
    expect(JSON.parse((await run(aYear(), { json: true })).out)).toMatchObject({
      complete: true,
      shown: 2,
      faults: [],
    });
  });

  it("says of a year in which nothing was numbered that nothing was", async () => {
    const { code, out } = await run({ ...aYear(), last: 10, slots: [] });
    expect([code, out.includes("nessun numero ancora dato")]).toEqual([0, true]);
  });

  const broken: readonly (readonly [what: string, of: (year: RegisterYear) => RegisterYear, words: string])[] = [
    ["a number taken away", (of) => ({ ...of, slots: of.slots.toSpliced(1, 1) }), "n. 13: non segue"],
    [
      "the last taken away",
      (of) => ({ ...of, slots: of.slots.slice(0, 3) }),
      "n. 14: è l'ultimo che il registro dichiara",
    ],
    [
      "another original",
      (of) => ({
        ...of,
        slots: of.slots.map((one) => (one.act ? { ...one, act: { ...one.act, original: "F".repeat(64) } } : one)),
      }),
      "n. 12: la casella",
    ],
    [
      "a date before the one before",
      (of) => ({ ...of, slots: of.slots.map((one) => (one.number === 13 ? { ...one, date: "2025-01-01" } : one)) }),
      "n. 13: ha una data anteriore",
    ],
  ];
  it.each(broken)("finds %s, by its number", async (_, change, words) => {
    const { code, out } = await run(change(aYear()));
    expect(code).toBe(1);
    expect(out).toContain("L'ANNO NON TORNA");
    expect(out).toContain(words);
  });

  it.each(["", "{}", "non è JSON", "[1]", JSON.stringify({ ...aYear(), last: -1 }), '{"slots":"\u001b[2J"}'])(
    "takes %j for no year",
    async (text) => {
      const { code, out, err } = await run(text);
      expect([code, out, err.includes("non è un anno del registro")]).toEqual([1, "", true]);
    },
  );

  it("exits 66 where the file cannot be read", async () => {
    const readFile = () => Promise.reject(new Error("ENOENT"));
    const io = { out: () => undefined, err: () => undefined, readFile, colour: false };
    expect(await proofYearCommand({ file: "niente.json", json: false, lang: "it" }, io)).toBe(66);
  });
});
