import type { ActEventType } from "../../act/index.ts";

/** Consumers of the outbox; each is one function and is idempotent. */
export const targets = ["renderer", "mailer", "registrar", "sealer", "publisher"] as const;
export type Target = (typeof targets)[number];

const table: Partial<Record<ActEventType, readonly Target[]>> = {
  "act.submitted.v1": ["renderer"],
  "act.step-opened.v1": ["mailer"],
  "act.recalled.v1": ["mailer"],
  "act.corrected.v1": ["mailer"],
  "act.links-requested.v1": ["mailer"],
  "act.step-reminder-due.v1": ["mailer"],
  "act.step-expired.v1": ["mailer"],
  "act.step-vacant.v1": ["mailer"],
  "act.reassigned.v1": ["mailer"],
  "act.address-corrected.v1": ["mailer"],
  "act.visto-refused-file.v1": ["mailer"],
  "act.visto.v1": ["sealer", "mailer"],
  "act.amended.v1": ["sealer"],
  "act.copy-revised.v1": ["publisher"],
  "act.returned.v1": ["mailer"],
  "act.rejected.v1": ["mailer"],
  "act.signature-refused.v1": ["mailer"],
  "act.signed.v1": ["registrar"],
  "act.numbered.v1": ["sealer"],
  "act.sealed.v1": ["publisher"],
  "act.omissis-prepared.v1": ["sealer", "publisher"],
  "act.omissis-ready.v1": ["publisher"],
  "act.albo-extended.v1": ["publisher"],
  "act.taken-down.v1": ["publisher"],
  "act.forgotten.v1": ["publisher"],
  "act.published.v1": ["mailer"],
};

/** Who must hear of an event before it leaves the outbox. */
export const targetsOf = (type: ActEventType): readonly Target[] => table[type] ?? [];

/** Event types that a target consumes: the filter of its event source. */
export const eventTypesOf = (target: Target): ActEventType[] =>
  (Object.keys(table) as ActEventType[]).filter((type) => table[type]?.includes(target));
