import { X509Certificate } from "node:crypto";
import {
  type BatchAnswer,
  consumeBatch,
  type OutboxEvent,
  type StreamEvent,
  sealCopy,
} from "../../shared/workflow/index.ts";

type Deps = Parameters<typeof sealCopy>[0] & { readonly told: (fault: unknown, event: OutboxEvent) => void };

/** DynamoDB stream: makes and seals the stamped copy of a numbered act. */
export const handle =
  (deps: Deps) =>
  (batch: StreamEvent): Promise<BatchAnswer> => {
    if (batch.Records.length > 0) measureSeal(deps);
    return consumeBatch(deps, batch, (event) => sealCopy(deps, event), deps.told);
  };

/**
 * Schedule, twice a day: tells how long the seal's certificate lasts. A body may seal nothing for weeks, and the process
 * has opened the seal before it gets here: a key or a certificate that does not open is heard of before an act waits.
 */
export function measureSeal({ seal, clock, journal }: Pick<Deps, "seal" | "clock" | "journal">): void {
  const { validTo } = new X509Certificate(seal.certificate);
  journal?.measure("SealCertificateDaysLeft", Math.floor((Date.parse(validTo) - Date.parse(clock())) / 86_400_000));
}
