import * as z from "zod";

const instant = z.iso.datetime({ offset: true });
const sha256 = z.string().regex(/^[0-9A-F]{64}$/);

export const vistoOutcomes = ["FAVOURABLE", "WITH_REMARKS", "REFUSED"] as const;
export type VistoOutcome = (typeof vistoOutcomes)[number];

/** What the financial office means to state: the statement to be signed is made from it, and from nothing else. */
export const vistoIntentSchema = z.strictObject({
  who: z.string(),
  step: z.int().positive(),
  outcome: z.enum(vistoOutcomes),
  /** Needed for remarks and for a refusal. */
  reason: z.string(),
  /** Numbers of the impegni. */
  commitments: z.array(z.string()),
  at: instant,
});
export type VistoIntent = z.infer<typeof vistoIntentSchema>;

/** How one act weighs on another. Nothing is deleted: the earlier one says by which act, the later one says which. */
export const amendmentKinds = ["RECTIFIED", "REVOKED", "ANNULLED"] as const;
export type AmendmentKind = (typeof amendmentKinds)[number];

export const amendmentSchema = z.strictObject({
  how: z.enum(amendmentKinds),
  /** The other act. */
  actId: z.string(),
  number: z.int().positive(),
  year: z.int(),
  date: z.iso.date(),
  original: sha256,
  reason: z.string(),
  by: z.string(),
  at: instant,
});
export type Amendment = z.infer<typeof amendmentSchema>;

/** A signature that a correction before the number took away, kept visible with its file. */
export const voidedSchema = z.strictObject({
  rev: z.int().positive(),
  sha256,
  signer: z.string(),
  signedAt: instant,
  by: z.string(),
  reason: z.string(),
  at: instant,
});
