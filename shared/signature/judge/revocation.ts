import { chosenPath } from "../checks/chosen-path.ts";
import type { SignatureTime } from "../checks/outcome.ts";
import type { CmsFacts } from "../facts.ts";
import type { Policy } from "../policy.ts";
import type { RevocationReport } from "../report.ts";

/** What the report says of the signer's certificate. Null: it leads to no anchor, is one, or needs no answer. */
export function revocationReport(
  cms: CmsFacts | null,
  policy: Policy,
  at: number,
  time: SignatureTime,
): RevocationReport | null {
  const status = cms === null ? null : (chosenPath(cms, policy, at, time)?.statuses[0] ?? null);
  if (status === null) return null;
  if (status.status === "unknown") {
    return { status: "unknown", source: null, thisUpdate: null, since: null, reason: null };
  }
  const { source, thisUpdate, says } = status.evidence;
  return {
    status: status.status,
    source,
    thisUpdate: new Date(thisUpdate).toISOString(),
    since: status.status === "good" ? null : new Date(status.since).toISOString(),
    reason: says === "good" ? null : says.reason,
  };
}
