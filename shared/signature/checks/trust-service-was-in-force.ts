import type { SignatureFacts } from "../facts.ts";
import { sameBytes } from "../text.ts";
import { isInForce, statusAt } from "../trust/service-history.ts";
import type { TrustService } from "../trust/trust-types.ts";
import { type Check, passed, type SignatureTime, undecided } from "./outcome.ts";

/**
 * Was a service of a trusted list that the certificate leads to in force when the signature was made (TS 119 615 §4.3)?
 *
 * A certificate that leads to an anchor given outright needs no list. A list past its next update is no evidence: the
 * service may have been withdrawn since.
 */
export const trustServiceWasInForce: Check = (facts, _policy, at, time) => {
  const { cms } = facts;
  const paths = cms?.paths?.paths ?? [];
  if (cms?.listed === undefined || paths.length === 0) return passed;
  const { services, plainAnchors } = cms.listed;
  const ends = paths.flatMap((path) => path.at(-1) ?? []);
  if (ends.some((end) => plainAnchors.some(({ raw }) => sameBytes(raw, end.raw)))) return passed;
  const moment = momentOf(facts, time);
  const fitting = services.filter((service) => isInForceFor(service, facts.kind, moment));
  const [first] = fitting;
  if (first === undefined) {
    return undecided("TRUST_SERVICE_NOT_IN_FORCE", "NO_CERTIFICATE_CHAIN_FOUND", describe(services, moment));
  }
  const current = fitting.some(({ list }) => list.nextUpdate !== null && at <= list.nextUpdate);
  return current ? passed : undecided("TRUSTED_LIST_EXPIRED", "TRY_LATER", describeList(first));
};

/** A timestamp is judged at the time it states: its authority was supervised then or it was not. */
export function momentOf({ kind, timestamp }: SignatureFacts, time: SignatureTime): number {
  return kind === "timestamp" ? (timestamp?.time ?? time.best) : time.best;
}

function isInForceFor(service: TrustService, kind: SignatureFacts["kind"], time: number): boolean {
  const status = statusAt(service, time);
  if (status === null || !isInForce(status, time)) return false;
  const issues = /^(?:CA\/|NationalRootCA)/.test(status.type);
  return issues || (kind === "timestamp" && status.type.startsWith("TSA"));
}

function describe(services: readonly TrustService[], time: number): string {
  const [service] = services;
  if (service === undefined) return "-";
  return `${service.provider}: ${statusAt(service, time)?.status ?? "-"}, ${new Date(time).toISOString()}`;
}

const describeList = ({ list }: TrustService): string =>
  `${list.territory} ${list.sequence}, ${list.nextUpdate === null ? "-" : new Date(list.nextUpdate).toISOString()}`;
