import type { Action, Value } from "../ports/items.ts";
import { keys } from "./keys.ts";

/** Where operators find what did not arrive, the newest first; sparse: what arrived or was closed is not in it. */
export const undeliveredPk = (tenant: string): string => `${tenant}#UNDELIVERED`;
export const undeliveredKeys = (tenant: string, at: string, event: string, target: string) => ({
  gsi2pk: undeliveredPk(tenant),
  gsi2sk: `${at}#${event}#${target}`,
});
/** Attributes to take away when the matter is over. */
export const undeliveredAttributes = ["gsi2pk", "gsi2sk"] as const;

export const deskActions = ["retried", "resolved", "outbox-retried"] as const;
/** What an operator did at the desk, for whoever asks later. No address stands in it. */
export type DeskEntry = {
  readonly what: (typeof deskActions)[number];
  readonly by: string;
  readonly at: string;
  readonly actId?: string;
  readonly about?: string;
  readonly reason?: string;
};

/** Writes the entry in the transaction that does what it tells. */
export const deskLogged = (tenant: string, id: string, entry: DeskEntry): Action => ({
  put: { ...keys.deskLog(tenant, entry.at, id), ...(JSON.parse(JSON.stringify(entry)) as { [name: string]: Value }) },
});
