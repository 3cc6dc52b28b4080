import type { Assignment } from "../../shared/act/index.ts";
import { fill } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import { Notice } from "../parts/notice.tsx";
import { Line, written } from "../parts/written.tsx";

/** Whose place a substitute takes, with formula and decree, before they decide. */
export function Behalf({ assignment, m }: { assignment: Assignment; m: Messages }) {
  const { onBehalfOf, formula, decree } = assignment;
  if (!onBehalfOf) return null;
  const words = m.route.choice;
  const text = formula
    ? fill(words.asSubstitute, {
        other: onBehalfOf.name,
        formula: written(formula),
        decree: written(decree ?? "—"),
      })
    : fill(words.asSubstitutePlain, { other: onBehalfOf.name });
  return <Notice tone="info" title={<Line text={text} />} />;
}
