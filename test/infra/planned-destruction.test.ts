// `npm run destroy` takes away what can be made again, and never the data.
import { describe, expect, it } from "vitest";
import { plannedDestruction } from "../../infra/planned-destruction.ts";

describe("destroying a stage", () => {
  it("takes its web and workflow stacks, and says that the data stay", () => {
    const plan = plannedDestruction(["--context", "stage=dev"]);
    expect(plan).toMatchObject({
      ok: true,
      args: ["destroy", "Visto-dev-Web", "Visto-dev-Workflow", "--exclusively", "--context", "stage=dev"],
    });
    expect(plan.ok && plan.says).toContain("Visto-dev-Data resta");
  });

  it.each([
    ["no stage", []],
    ["two stages", ["-c", "stage=dev", "-c", "stage=prod"]],
    ["a stage that is a pattern", ["-c", "stage=*"]],
    ["the data stack by name", ["Visto-dev-Data", "-c", "stage=dev"]],
    ["all stacks", ["--all", "-c", "stage=dev"]],
    ["force", ["--force", "-c", "stage=dev"]],
  ])("does nothing with %s", (_what, args) => {
    expect(plannedDestruction(args)).toMatchObject({ ok: false, why: expect.stringMatching(/\w/) });
  });
});
