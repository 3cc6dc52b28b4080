import { type Refusal, refusal } from "./refusal.ts";

/**
 * How much of one act the machine takes. The head is one item of at most 400 KB and a change one transaction of at most
 * 100 actions (design: product.md, limits); what is refused here would otherwise be a fault that no retry mends.
 */
export const actLimits = {
  attachments: 60,
  titleLength: 300,
  people: 40,
  steps: 20,
  commitments: 50,
  commitmentLength: 60,
  amendments: 20,
  outages: 60,
  minimumReason: 10,
  reasonLength: 1_000,
} as const;

export const overLimit = (field: string, found: number, limit: number): Refusal =>
  refusal("LIMIT_EXCEEDED", { field, found, limit });

/** The reason as it is recorded, or why it will not do. */
export function reasonOf(text: string): { readonly reason: string } | { readonly refusal: Refusal } {
  const reason = text.trim();
  const { minimumReason: minimum, reasonLength } = actLimits;
  if (reason.length < minimum) return { refusal: refusal("REASON_TOO_SHORT", { length: reason.length, minimum }) };
  if (reason.length > reasonLength) return { refusal: overLimit("reason", reason.length, reasonLength) };
  return { reason };
}
