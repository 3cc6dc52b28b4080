import { emfJournal } from "../../shared/adapters/aws/emf-journal.ts";
import type { World } from "../../shared/workflow/index.ts";

type Directive = {
  readonly Namespace: string;
  readonly Dimensions: unknown;
  readonly Metrics: readonly { Name: string }[];
};
type Line = { readonly code?: string; readonly _aws?: { readonly CloudWatchMetrics: readonly Directive[] } };

/** The functions' own journal, and what it wrote, as CloudWatch would read it. */
export function openJournal() {
  const lines: string[] = [];
  const journal = emfJournal({
    function: "prova",
    now: () => new Date("2025-12-24T09:00:00Z"),
    write: (line) => void lines.push(line),
  });
  const read = () => lines.map((line) => JSON.parse(line) as Line & Readonly<Record<string, unknown>>);
  return {
    lines,
    journal,
    /** As the option `wrap` of a test's world takes it. */
    heard: (world: World): World => ({ ...world, journal }),
    codes: () => new Set(read().flatMap(({ code }) => code ?? [])),
    /** Names of the numbers of the namespace, with all their values. */
    numbers: () => {
      const found = new Map<string, number[]>();
      for (const line of read())
        for (const { Namespace, Dimensions, Metrics } of line._aws?.CloudWatchMetrics ?? [])
          if (Namespace === "Visto" && JSON.stringify(Dimensions) === "[[]]")
            for (const { Name } of Metrics) found.set(Name, [...(found.get(Name) ?? []), Number(line[Name])]);
      return found;
    },
  };
}
