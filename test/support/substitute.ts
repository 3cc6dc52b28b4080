import { saveDelegation, saveHolder } from "../../shared/workflow/index.ts";
import { rup } from "./journey.ts";
import type { TestWorld } from "./world.ts";

/** The RUP is away over the holidays, and somebody is named in their place, by decree and with a formula. */
export async function rupIsAway(
  { items, settings }: TestWorld["world"],
  { who, formula }: { readonly who: string; readonly formula: string },
): Promise<void> {
  await saveHolder(items, settings.tenant, {
    office: "RUP",
    who: rup.who,
    from: "2025-01-01",
    decree: "decreto n. 1/2025",
  });
  await saveDelegation(items, settings.tenant, {
    office: "RUP",
    who,
    kind: "absence",
    from: "2025-12-20",
    to: "2026-01-06",
    decree: "decreto n. 9/2025",
    formula,
  });
}
