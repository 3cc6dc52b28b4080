import * as z from "zod";

const instant = z.iso.datetime({ offset: true });
const count = z.int().min(0);

/**
 * `approval` and `opinion` are clicks (simple electronic signatures), `signature` and `visto` take a digitally signed
 * file. A `visto` is asked after the number (TUEL art. 183 c. 7): it speaks of the numbered act.
 */
export const stepKinds = ["approval", "opinion", "signature", "visto"] as const;
export type StepKind = (typeof stepKinds)[number];

export const stepModes = ["ALL", "ANY", "QUORUM"] as const;
export type StepMode = (typeof stepModes)[number];

/** Offices that a route may ask, so that a body can keep two of them apart whatever their titles are. */
export const roleIds = [
  "istruttore",
  "responsabile-procedimento",
  "rup",
  "ufficio",
  "rpct",
  "dirigente",
  "ragioneria",
  "segretario",
] as const;
export type RoleId = (typeof roleIds)[number];

/** Parts of the act that an opinion may be about. A change elsewhere leaves it standing where the body says so. */
export const actParts = ["subject", "text", "spending", "attachments", "people"] as const;
export type ActPart = (typeof actParts)[number];

export const opinions = ["FAVOURABLE", "WITH_REMARKS", "UNFAVOURABLE"] as const;
export type Opinion = (typeof opinions)[number];

/** Why an act comes back (design: domain.md §5). "Mi astengo" is none of them: it reassigns. */
export const reasonCodes = [
  "amounts",
  "coverage",
  "attachment",
  "grounds",
  "codes",
  "rotation",
  "requirements",
  "competence",
  "privacy",
  "text",
  "other",
] as const;
export type ReasonKind = (typeof reasonCodes)[number];

/** The place that a reason speaks of. */
export const anchorSchema = z.union([
  z.strictObject({ page: z.int().positive().max(10_000) }),
  z.strictObject({ attachment: z.string().min(1).max(10) }),
]);
export type Anchor = z.infer<typeof anchorSchema>;

const personShape = {
  /** Id in the body's directory. */
  who: z.string(),
  name: z.string(),
  email: z.string(),
  fiscalCode: z.string().optional(),
  /** The office whose holder or substitute this is, as the directory names it. */
  office: z.string().optional(),
  /** How a substitute signs: "per il Dirigente, il Vicario". */
  formula: z.string().optional(),
  /** The act that made them holder or substitute. */
  decree: z.string().optional(),
};

/** Somebody who may act in another's place, as recorded on the day of the submission. */
export const deputySchema = z.strictObject(personShape);
export type Deputy = z.infer<typeof deputySchema>;

export const assignmentStates = [
  "PENDING",
  "APPROVED",
  "OPINION",
  "RETURNED",
  "REJECTED",
  "SIGNED",
  "REVOKED",
  "DELEGATED",
  "ABSTAINED",
  "SUBSTITUTED",
] as const;
export type AssignmentState = (typeof assignmentStates)[number];

export const assignmentSchema = z.strictObject({
  ...personShape,
  state: z.enum(assignmentStates),
  at: instant.optional(),
  reason: z.string().optional(),
  reasonCode: z.enum(reasonCodes).optional(),
  anchor: anchorSchema.optional(),
  opinion: z.enum(opinions).optional(),
  /** Whose place they take; both names stand on the act. */
  onBehalfOf: z.strictObject({ who: z.string(), name: z.string() }).optional(),
  /** `who` of the assignment of the same step that this one took the place of. */
  replaces: z.string().optional(),
  /** Recorded substitutes, in the order in which they are asked. */
  deputies: z.array(deputySchema).optional(),
  /** The revision on which an opinion was given that a later change did not touch. */
  keptFrom: z.int().positive().optional(),
});
export type Assignment = z.infer<typeof assignmentSchema>;

/**
 * One step of a route. What is optional came after the first version: a step without `mode` asks everyone, without
 * `group` stands alone in its place.
 */
export const stepSchema = z.strictObject({
  n: z.int().positive(),
  kind: z.enum(stepKinds),
  role: z.string(),
  roleId: z.enum(roleIds).optional(),
  mode: z.enum(stepModes).optional(),
  /** How many of the people, for `QUORUM`. */
  quorum: z.int().positive().optional(),
  /** Steps of one group are open together; a group opens when the one before it is satisfied. */
  group: z.int().positive().optional(),
  /** Days that the step has, from its opening. */
  days: z.int().positive().optional(),
  /** From how many days before the end people are reminded, once a day. */
  remindDays: count.optional(),
  covers: z.array(z.enum(actParts)).optional(),
  /** What an unfavourable opinion does: it is recorded (the usual), or it sends the act back. */
  unfavourable: z.enum(["RECORD", "RETURN"]).optional(),
  state: z.enum(["WAITING", "OPEN", "SATISFIED", "FAILED"]),
  openedAt: instant.optional(),
  dueAt: instant.optional(),
  remindedAt: instant.optional(),
  /** Asked for after the route was frozen (a visto): no part of what was decided on. */
  added: z.literal(true).optional(),
  /** How often the time ran out. */
  expired: count.optional(),
  assignments: z.array(assignmentSchema).min(1),
});
export type Step = z.infer<typeof stepSchema>;

/** What the body decides about its routes, frozen with the route at the submission. */
export const routePolicySchema = z.strictObject({
  /** An opinion stays when no part that it covers changed. */
  keepOpinions: z.boolean(),
  /** Pairs of roles that one person never has on one act. */
  apart: z.array(z.tuple([z.enum(roleIds), z.enum(roleIds)])),
});
export type RoutePolicy = z.infer<typeof routePolicySchema>;

/** An opinion of an earlier revision with the digests of the parts that it was about. */
export const earlierOpinionSchema = z.strictObject({
  role: z.string(),
  rev: z.int().positive(),
  assignment: assignmentSchema,
  parts: z.record(z.string(), z.string()),
});
export type EarlierOpinion = z.infer<typeof earlierOpinionSchema>;
