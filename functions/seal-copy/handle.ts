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
    if (batch.Records.length > 0) deps.journal?.measure("SealCertificateDaysLeft", daysLeft(deps));
    return consumeBatch(deps, batch, (event) => sealCopy(deps, event), deps.told);
  };

/** Whole days until the seal's certificate ends; it is asked with each copy, because a new one comes with a new process. */
function daysLeft({ seal, clock }: Deps): number {
  const { validTo } = new X509Certificate(seal.certificate);
  return Math.floor((Date.parse(validTo) - Date.parse(clock())) / 86_400_000);
}
