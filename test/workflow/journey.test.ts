// The whole way of an act on the real stores with the real engine: signed file, number, sealed copy, portal.
import { describe, expect, it } from "vitest";
import { demoPeople } from "../../local/demo/borgo-sereno.ts";
import { openEngine } from "../../local/engine/index.ts";
import { sha256Of } from "../../shared/act/index.ts";
import { attachedFilesIn } from "../../shared/pdf/index.ts";
import { checkEvidence, evidenceName, readEvidence } from "../../shared/register/index.ts";
import { verifyBytes } from "../../shared/signature/index.ts";
import { actFile, bytesOf, findPublishedFile, readAct } from "../../shared/workflow/index.ts";
import { actWith, aFile } from "../support/acts.ts";
import { expectSound } from "../support/invariants.ts";
import { headOf, must, published } from "../support/journey.ts";
import { openTestWorld } from "../support/world.ts";

describe("an act's way with the real engine", () => {
  it("leads from draft to portal: number 2706, an untouched original, a sealed copy, every file found", async () => {
    const engine = openEngine();
    try {
      const test = await openTestWorld({ renderer: engine });
      const files = [aFile("A"), aFile("B")];
      const actId = await published(test, actWith(files), files);
      const head = await headOf(test, actId);
      expect(head).toMatchObject({
        state: "PUBLISHED",
        registration: { number: 2706, year: 2025 },
        effect: "EXECUTIVE",
      });
      for (const name of ["originale", "copia", "allegato-A", "allegato-B"]) {
        const file = must(await findPublishedFile(test.world, actId, name));
        expect(sha256Of(await bytesOf(test.world.objects, file, file.bucket))).toBe(file.sha256);
      }
      const copy = must(actFile(head, "copia"));
      const report = verifyBytes(await bytesOf(test.world.objects, copy, copy.bucket), {
        anchors: test.world.anchors,
        at: new Date(test.clock.now()),
      });
      expect(report.signatures.map((one) => [one.integrity, one.coverage])).toEqual([["valid", "whole-file"]]);
      const [attached, ...more] = await attachedFilesIn(await bytesOf(test.world.objects, copy, copy.bucket));
      if (attached?.name !== evidenceName || more.length > 0) throw new Error("the copy carries its evidence alone");
      const read = readEvidence(attached.bytes);
      if (!read.ok) throw new Error(read.problem);
      expect(checkEvidence(read.evidence)).toEqual([]);
      expect(read.evidence).toMatchObject({ slot: { number: 2706 }, original: { sha256: head.signed?.sha256 } });
      const said = new TextDecoder().decode(attached.bytes);
      for (const person of demoPeople)
        for (const secret of [person.email, person.fiscalCode].filter((one) => one !== undefined))
          expect(said).not.toContain(secret);
      const types = must(await readAct(test.world, actId)).history.map((entry) => entry.type);
      expect(types.filter((type) => /signed|numbered|sealed|published/.test(type))).toEqual([
        "act.signed.v1",
        "act.numbered.v1",
        "act.sealed.v1",
        "act.published.v1",
      ]);
      expectSound(test.dir, await test.spool.list());
    } finally {
      await engine.close();
    }
  });
});
