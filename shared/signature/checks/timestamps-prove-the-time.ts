import type { TimestampReport } from "../report.ts";
import { noted, type Outcome, undecided } from "./outcome.ts";

const rank = { content: 0, signature: 1, references: 2, archive: 3 } as const;

/**
 * What the timestamps that a signature carries say about it, once each was judged as a signature of its authority.
 *
 * A broken one proves nothing and leaves the signature open, because somebody changed what was signed or stamped; DSS
 * only warns. One whose authority is not trusted proves nothing either, and is told. Those over the content come
 * before those over the signature, and those before the archive's (EN 319 102-1 §5.5.4 5 b).
 */
export function timestampOutcomes(timestamps: readonly TimestampReport[]): Outcome[] {
  const found = timestamps.flatMap((timestamp) => oneTimestamp(timestamp));
  const sound = timestamps.filter(({ integrity, time }) => integrity === "valid" && time !== null);
  const disordered = sound.find((later) =>
    sound.some((earlier) => rank[earlier.purpose] < rank[later.purpose] && timeOf(earlier) > timeOf(later)),
  );
  if (disordered !== undefined) {
    found.push(undecided("TIMESTAMPS_OUT_OF_ORDER", "TIMESTAMP_ORDER_FAILURE", disordered.time ?? ""));
  }
  return found;
}

const timeOf = ({ time }: TimestampReport): number => (time === null ? Number.NaN : Date.parse(time));

function oneTimestamp({ integrity, indication, reasons, time, purpose }: TimestampReport): Outcome[] {
  const because = reasons.find(({ level }) => level !== "note");
  if (integrity !== "valid") {
    return [undecided("SIGNATURE_TIMESTAMP_BROKEN", "SIG_CONSTRAINTS_FAILURE", because?.code ?? purpose)];
  }
  if (reasons.some(({ code }) => code === "TIMESTAMPED_CONTENT_UNKNOWN")) {
    return [noted("SIGNATURE_TIMESTAMP_NOT_COMPARED")];
  }
  if (indication === "TOTAL_PASSED") return [];
  return [noted("SIGNATURE_TIMESTAMP_UNTRUSTED", [time, because?.code].filter(Boolean).join(", "))];
}
