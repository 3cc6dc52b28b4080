import { type Check, failed, type Outcome, passed, undecided } from "./outcome.ts";

/**
 * Do the revisions after the signature only add what the whitelist knows?
 *
 * A forbidden change makes the file another document than the one that was signed; a suspicious one leaves it to a
 * person. DSS only warns about most of them.
 */
export const laterChangesAreExplained: Check = ({ pdf }) => {
  if (pdf === null) return passed;
  const { level } = pdf.changes;
  const outcomes: Outcome[] = [];
  if (level === "forbidden") outcomes.push(failed("CHANGED_AFTER_SIGNING_FORBIDDEN", "FORMAT_FAILURE"));
  if (level === "suspicious") outcomes.push(undecided("CHANGED_AFTER_SIGNING_SUSPICIOUS", "FORMAT_FAILURE"));
  if (pdf.coverage === "partial" && level !== "forbidden" && level !== "suspicious") {
    outcomes.push(undecided("COVERAGE_PARTIAL", "FORMAT_FAILURE"));
  }
  return outcomes;
};
