// Proves that a stage's coat of arms is looked at when the stack is made, and lies beside the functions that show it.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { buildApp } from "../../infra/build-app.ts";
import { giveArms, readCoatOfArms } from "../../infra/coat-of-arms.ts";
import { functions } from "../../infra/functions.ts";
import { pngOf, smallJpeg } from "../support/pictures.ts";
import { functionsOf, nameOf, quick, templatesOf, withStage } from "./stacks.ts";

const folder = mkdtempSync(join(tmpdir(), "visto-arms-"));
afterAll(() => rmSync(folder, { recursive: true }));
const put = (name: string, bytes: Uint8Array | string) => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
const alt = "Una torre tra due alberi";
const png = put("stemma.png", pngOf(40, 40));
const showing = ["render-act", "seal-copy", "web"];

describe("a stage's coat of arms", () => {
  it("is told to the functions that show it, by its format and not by where it lay", () => {
    const made = functionsOf(templatesOf({ body: { colour: "#7a1f3d", coatOfArms: { file: png, alt } } }));
    const told = made.flatMap((one) => {
      const { Variables } = one.Properties["Environment"] as { Variables: Record<string, unknown> };
      const { VISTO_ARMS: arms, VISTO_BODY_FACTS: facts } = Variables;
      if (facts !== undefined) expect(JSON.parse(String(facts))).toEqual({ colour: "#7a1f3d" });
      return arms === undefined ? [] : [[nameOf(one), JSON.parse(String(arms))]];
    });
    expect(told.sort()).toEqual(showing.map((name) => [name, { format: "png", alt }]));
  });

  it("lies beside their code, and beside no other's", () => {
    for (const [file, name] of [
      [png, "arms.png"],
      // By its bytes, whatever it is called.
      [put("foto.png", smallJpeg), "arms.jpg"],
    ] as const) {
      const arms = readCoatOfArms({ file, alt });
      const given = functions.filter((spec) => {
        const outdir = join(folder, name, spec.name);
        mkdirSync(outdir, { recursive: true });
        giveArms(spec, arms, outdir);
        if (readdirSync(outdir).length === 0) return false;
        expect(readFileSync(join(outdir, name))).toEqual(readFileSync(file));
        return true;
      });
      expect(given.map((spec) => spec.name).sort()).toEqual(showing);
    }
  });

  it.each([
    ["is not there", { file: "niente.png", alt }, /body\.coatOfArms\.file: "niente\.png": ENOENT/],
    ["can hold scripts", { file: put("a.svg", "<svg/>"), alt }, /NOT_A_PICTURE: expected a whole PNG or JPEG/],
    ["is cut", { file: put("cut.png", pngOf(40, 40).subarray(0, -9)), alt }, /BROKEN: expected a whole PNG/],
    ["is too large", { file: put("large.png", new Uint8Array(200_001)), alt }, /TOO_LARGE: .*at most 200 kB/],
    ["says nothing to whoever does not see it", { file: png, alt: " " }, /coatOfArms/],
    ["has a word that nobody knows", { file: png, alt, size: 3 }, /size/],
  ])("that %s stops the synthesis", (_, coatOfArms, says) => {
    expect(() => buildApp({ ...quick, context: withStage({ body: { coatOfArms } }) })).toThrow(says);
  });
});
