// What comes of a foreign PDF: its own bytes, and behind them stamps that stand where people see them.
import { describe, expect, it } from "vitest";
import { extractText } from "../../../shared/pdf/index.ts";
import { openDocument } from "../../../shared/seal/pdf/document.ts";
import { octets as textOfSlice } from "../../../shared/seal/pdf/syntax.ts";
import { entries } from "../../../shared/seal/pdf/values.ts";
import { hybridPdf, textOf } from "../../seal/hand-made-pdf.ts";
import { fixture } from "../../seal/signers.ts";
import { counted, pdfOfPages, stamped, stamper, stamps, stream } from "./samples.ts";

const producers = ["chromium.pdf", "typst.pdf", "linearized.pdf", "object-streams.pdf"];
const empty = { bytes: new Uint8Array(0), start: 0, end: 0 };
const a4 = "/MediaBox [0 0 595 842]";

/** The entries of an object as the newest revision has it. */
const now = (pdf: Uint8Array, number: number) => {
  const document = openDocument(pdf);
  return Object.fromEntries(
    [...entries(document.object({ number, generation: 0 }))].map(([key, value]) => [key, textOfSlice(value)]),
  );
};

describe("a stamped PDF", () => {
  it.each(producers)("begins with the very bytes of %s, and says on each page which it is", async (name) => {
    const base = fixture(name);
    const made = await stamped(base);
    expect(Buffer.compare(made.subarray(0, base.length), base)).toBe(0);
    const { pages } = await extractText(made);
    const { pages: before } = await extractText(base);
    expect(pages).toHaveLength(before.length);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`pag. ${index + 1}/${pages.length}`);
      expect(page).toContain("n. 2706/2025 del 24/12/2025");
      expect(page).toContain("Zdeňka Příkladová");
    }
  });

  it("is the same, byte for byte, when it is made again", async () => {
    const base = fixture("chromium.pdf");
    expect(Buffer.compare(await stamped(base), await stamped(base))).toBe(0);
  });

  it("keeps the kind of the newest cross-reference, also of a hybrid file", async () => {
    const tail = async (base: Uint8Array) => textOf((await stamped(base)).subarray(base.length));
    expect(await tail(fixture("object-streams.pdf"))).toContain("/Type /XRef");
    expect(await tail(fixture("chromium.pdf"))).toContain("\nxref\n");
    expect(await tail(hybridPdf())).toContain("\nxref\n");
  });

  it("marks all that is stamped as an artifact, so that it is no text of the act to a reader aloud", async () => {
    const made = textOf(await stamped(pdfOfPages([a4])));
    const [, artifact = ""] = /\/Artifact << ([^>]*) >> BDC\n([\s\S]*?)EMC/.exec(made) ?? [];
    expect(artifact).toContain("/Type /Pagination");
    expect(made.match(/BDC/g)).toHaveLength(1);
  });

  it("can be stamped again, with names that the first stamp does not have", async () => {
    const once = await stamped(pdfOfPages([a4]));
    const twice = await stamped(once, { title: "Seconda revisione della copia." });
    const names = [...textOf(twice).matchAll(/\/VistoBand(\d+) Do/g)].map(([, number]) => number);
    expect(new Set(names).size).toBe(2);
    expect((await extractText(twice)).pages[0]).toContain("Seconda revisione");
  });

  it("adds pages of ours behind the last, counted and stamped like the others", async () => {
    const made = await stamped(pdfOfPages([a4, a4]), { appended: fixture("typst.pdf") });
    const { pages } = await extractText(made);
    expect(pages).toHaveLength(4);
    expect(pages[3]).toContain("pag. 4/4");
    expect(pages[2]).toContain((await extractText(fixture("typst.pdf"))).pages[0]?.slice(0, 20) ?? "?");
    expect(now(made, 2)["Count"]).toBe("4");
  });

  it.each(["typst.pdf", "chromium.pdf"])(
    "gives the added pages their structure in a tagged document: %s",
    async (name) => {
      const base = fixture(name);
      const made = await stamped(base, { appended: fixture("typst.pdf") });
      const rootOf = (pdf: Uint8Array) => {
        const catalog = now(pdf, Number(/\d+/.exec(textOfSlice(openDocument(pdf).trailer.get("Root") ?? empty))?.[0]));
        return now(pdf, Number(/\d+/.exec(catalog["StructTreeRoot"] ?? "")?.[0]));
      };
      const [before, after] = [rootOf(base), rootOf(made)];
      const count = (text = "") => text.match(/\d+ 0 R/g)?.length ?? 0;
      expect(count(after["K"])).toBe(count(before["K"]) + 1);
      const next = Number(before["ParentTreeNextKey"]);
      expect(Number(after["ParentTreeNextKey"])).toBe(next + 2);
      const keys = [...textOf(made.subarray(base.length)).matchAll(/\/StructParents (\d+) \/Tabs \/S/g)];
      expect(keys.map(([, key]) => Number(key))).toEqual(expect.arrayContaining([next, next + 1]));
    },
  );

  it("brings no structure to a document without tags, where a few tagged pages would hide the others", async () => {
    const base = pdfOfPages([a4]);
    const tail = textOf((await stamped(base, { appended: fixture("typst.pdf") })).subarray(base.length));
    expect(tail).not.toContain("/StructParents");
    expect(tail).not.toContain("/StructElem");
  });

  it("refuses a character that the fonts lack rather than leave a hole", async () => {
    const laid = await stamper.layOver(pdfOfPages([a4]), { ...stamps, title: "伊" });
    expect(laid).toMatchObject({ ok: false, refusal: { code: "GLYPH_MISSING", details: { codePoint: "U+4F0A" } } });
  });
});

describe("the resources of a page", () => {
  const used = (text: string) => /\/(VistoBand\d+) \d+ 0 R/.exec(text)?.[1];

  it("are made where there are none", async () => {
    expect(used(now(await stamped(pdfOfPages([a4])), 10)["Resources"] ?? "")).toBeDefined();
  });

  it("keep what they have when they stand in the page", async () => {
    const made = await stamped(pdfOfPages([`${a4} /Resources << /ProcSet [/PDF] /XObject << /I 3 0 R >> >>`]));
    const resources = now(made, 10)["Resources"] ?? "";
    expect(resources).toContain("/ProcSet [/PDF]");
    expect(resources).toContain("/I 3 0 R");
    expect(used(resources)).toBeDefined();
  });

  it("are changed once, in their place, when pages share them", async () => {
    const base = pdfOfPages([`${a4} /Resources 5 0 R`, `${a4} /Resources 5 0 R`], {
      objects: { 5: "<< /Font << /F 3 0 R >> /XObject 6 0 R >>", 6: "<< /I 3 0 R >>" },
    });
    const made = await stamped(base);
    const tail = textOf(made.subarray(base.length));
    expect(tail.match(/^5 0 obj$/gm)).toHaveLength(1);
    expect(tail.match(/^6 0 obj$/gm)).toHaveLength(1);
    expect(now(made, 10)["Resources"]).toBe("5 0 R");
    expect(now(made, 5)["XObject"]).toBe("6 0 R");
    expect(now(made, 6)["I"]).toBe("3 0 R");
    expect((await extractText(made)).pages[1]).toContain("pag. 2/2");
  });

  it.each([
    ["in a node above", "/Resources << /Font << /F 3 0 R >> >>", {}],
    ["in an object that a node above names", "/Resources 5 0 R", { 5: "<< /Font << /F 3 0 R >> >>" }],
    ["in an object that is null", "/Resources 5 0 R", { 5: "null" }],
  ])("are found %s", async (_where, root, objects) => {
    const made = await stamped(pdfOfPages([a4, a4], { root, objects }));
    const { pages } = await extractText(made);
    expect(pages.map((page) => page.includes("2706/2025"))).toEqual([true, true]);
  });
});

describe("the contents of a page", () => {
  const contents = async (page: string, objects: Readonly<Record<number, string>>) =>
    now(await stamped(pdfOfPages([`${a4} ${page}`], { objects })), 10)["Contents"] ?? "";
  const streams = { 5: stream("0 g"), 6: stream("1 g"), 7: "[5 0 R 6 0 R]", 8: "[]" };

  it.each([
    ["one stream", "/Contents 5 0 R", "5 0 R"],
    ["an array", "/Contents [5 0 R 6 0 R]", "5 0 R 6 0 R"],
    ["an array in an object of its own", "/Contents 7 0 R", "5 0 R 6 0 R"],
    ["an empty array", "/Contents 8 0 R", ""],
    ["none", "", ""],
    ["an object that is not there", "/Contents 77 0 R", ""],
  ])("stay the streams that they are: %s", async (_what, page, own) => {
    const [guard, ...rest] = (await contents(page, streams))
      .slice(1, -1)
      .trim()
      .split(/(?<=R)\s+/);
    expect(guard).toMatch(/^\d+ 0 R$/);
    expect(rest.slice(0, -1).join(" ")).toBe(own);
  });

  it.each([
    ["saved once too often", "q 2 0 0 2 100 100 cm"],
    ["taken back once too often", "Q 3 0 0 3 50 50 cm"],
    ["left in another scale", "5 0 0 5 0 0 cm"],
  ])("cannot move the stamp: %s", async (_what, content) => {
    const places = async (body: string) => {
      const made = await stamped(pdfOfPages([`${a4} /Contents 5 0 R`], { objects: { 5: stream(body) } }));
      return matrixOf(textOf(made));
    };
    expect(await places(content)).toEqual(await places("0 g"));
  });
});

/** The state at the stamp's first operator, by running what the page does to the matrix. */
function matrixOf(pdf: string): number[] {
  const body = [...pdf.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, text = ""]) => text);
  const guard = body.find((text) => /^(q )+$/.test(text)) ?? "";
  const own = body.find((text) => / cm$/.test(text) || text === "0 g") ?? "";
  const stamp = body.find((text) => text.includes("/Artifact"))?.split("/Artifact")[0] ?? "";
  let scale = [1, 0, 0];
  const saved: number[][] = [];
  const words: number[] = [];
  for (const word of `${guard} ${own} ${stamp}`.split(/\s+/)) {
    if (word === "q") saved.push(scale);
    else if (word === "Q") scale = saved.pop() ?? scale;
    else if (word === "cm") {
      const [a = 1, , , , e = 0, f = 0] = words.splice(-6);
      scale = [(scale[0] ?? 1) * a, (scale[1] ?? 0) + e, (scale[2] ?? 0) + f];
    } else words.push(Number(word));
  }
  return scale;
}

describe("a PDF of any size", () => {
  it("is read by windows: what its pictures take is not", async () => {
    const picture = `<< /Length ${1.5e6} >>\nstream\n${"\0".repeat(1.5e6)}\nendstream`;
    const base = pdfOfPages([`${a4} /Contents 5 0 R`], { objects: { 5: stream("0 g"), 6: picture } });
    const source = counted(base);
    const laid = await stamper.layOver(source, stamps);
    expect(laid).toEqual(await stamper.layOver(base, stamps));
    expect(source.taken).toBeLessThan(256 * 1024);
  });

  it.each(producers)("gives the same update by windows as at once: %s", async (name) => {
    const base = fixture(name);
    expect(await stamper.layOver(counted(base), stamps)).toEqual(await stamper.layOver(base, stamps));
  });

  it("rejects when the source fails: that is no refusal of the document", async () => {
    const read = () => Promise.reject(new Error("the store is away"));
    await expect(stamper.layOver({ length: 1000, read }, stamps)).rejects.toThrow("the store is away");
  });
});
