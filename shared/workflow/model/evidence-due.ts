import * as z from "zod";
import { type Stored, storedSchema } from "../../act/index.ts";
import type { Action, Value } from "../ports/items.ts";
import { duePk, keys, shardOf } from "./keys.ts";

const dueSchema = z.object({
  actId: z.string(),
  /** As `judgedFiles` names them. */
  name: z.string(),
  /** The report of the arrival: another one there means that the file was replaced. */
  first: storedSchema,
  attempts: z.int().min(0),
  missing: z.int().min(0),
  at: z.string(),
  /** Of the last attempt; absent before the first. */
  report: storedSchema.optional(),
  verdict: z.enum(["valid", "invalid", "undetermined", "unsigned"]).optional(),
});

/** Addresses that gave nothing when a file arrived, and what came of asking them again. The verdict of the arrival stays. */
export type EvidenceDue = z.infer<typeof dueSchema>;
export const readEvidenceDue = (item: unknown): EvidenceDue => dueSchema.parse(item);

const minute = 60_000;
/** Ten minutes, then twice as long each time, at most a day; some ten days in all. */
const waitAfter = (attempts: number): number => minute * Math.min(1440, 10 * 2 ** attempts);
const mostAttempts = 15;

/** Writes what is due, or that nothing is any more: everybody answered, or it was asked often enough. */
export function putEvidenceDue(tenant: string, due: EvidenceDue): Action {
  const { actId, name, attempts, missing, at } = due;
  const next = new Date(Date.parse(at) + waitAfter(attempts)).toISOString();
  const waits = missing > 0 && attempts < mostAttempts;
  return {
    put: {
      ...keys.evidence(tenant, actId, name),
      ...(JSON.parse(JSON.stringify(due)) as { [name: string]: Value }),
      ...(waits ? { due: "evidence", gsi4pk: duePk(shardOf(actId)), gsi4sk: `${next}#${actId}#${name}` } : {}),
    },
  };
}

/** What goes with a verdict at arrival: nothing where everybody answered. */
export const firstEvidenceDue = (
  tenant: string,
  actId: string,
  name: string,
  { storedReport, missing }: { readonly storedReport: Stored; readonly missing: number },
  at: string,
): Action[] =>
  missing === 0 ? [] : [putEvidenceDue(tenant, { actId, name, first: storedReport, attempts: 0, missing, at })];
