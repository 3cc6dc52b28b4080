import { sameBytes } from "../text.ts";
import { type Certificate, readCertificate } from "../x509/certificate.ts";
import type { ServiceStatus, TrustService } from "./trust-types.ts";

/** From here on statuses mean what Regulation (EU) 910/2014 says (art. 52), as TS 119 615 counts it. */
export const eidasStart = Date.parse("2016-06-30T22:00:00Z");

/** The status that held at a moment, or null: before its first entry nothing is known of a service. */
export function statusAt(service: TrustService, time: number): ServiceStatus | null {
  return service.history.find(({ from }) => from <= time) ?? null;
}

// TS 119 615 §4.3 and annex: what a supervised service was called before the Regulation, and what it is called since.
const before: ReadonlySet<string> = new Set([
  "undersupervision",
  "supervisionincessation",
  "accredited",
  "setbynationallaw",
]);
const since: ReadonlySet<string> = new Set(["granted"]);
const national: ReadonlySet<string> = new Set(["recognisedatnationallevel", "setbynationallaw"]);

/** A status under which a qualified service may be relied on at that moment. */
export function isGranted({ status }: ServiceStatus, time: number): boolean {
  return (time < eidasStart ? before : since).has(status);
}

/** A status under which a service, qualified or of national law only, may be relied on at that moment. */
export function isInForce(status: ServiceStatus, time: number): boolean {
  return isGranted(status, time) || national.has(status.status);
}

const identities = new WeakMap<TrustService, Certificate>();

/** The certificate has the name and the key that identify the service; the name alone proves nothing. */
export function isOfService(certificate: Certificate, service: TrustService): boolean {
  const [first] = service.certificates;
  if (first === undefined) return false;
  const identity = identities.get(service) ?? readCertificate(first);
  identities.set(service, identity);
  return (
    sameBytes(identity.publicKey, certificate.publicKey) && sameBytes(identity.subject.raw, certificate.subject.raw)
  );
}
