import * as z from "zod";
import { declaredAttachmentSchema } from "../act-data.ts";
import { amendmentSchema, vistoIntentSchema, vistoOutcomes, voidedSchema } from "./effect-data.ts";
import { omissisSchema, publicationSchema } from "./publicity-data.ts";
import { earlierOpinionSchema, routePolicySchema, stepSchema } from "./route-data.ts";

export * from "./effect-data.ts";
export * from "./publicity-data.ts";
export * from "./route-data.ts";

const instant = z.iso.datetime({ offset: true });
const sha256 = z.string().regex(/^[0-9A-F]{64}$/);
const count = z.int().min(0);
/** One sentence for readers of either language. */
const inBothSchema = z.strictObject({ it: z.string(), en: z.string() });

/** An object of the vault by its digest: what an item refers to when the thing itself is too large for an item. */
export const storedSchema = z.strictObject({ key: z.string(), version: z.string(), sha256, length: count });
export type Stored = z.infer<typeof storedSchema>;

/** An uploaded file as the function read it: the pinned version, its recomputed digest, its format by bytes. */
export const fileSchema = storedSchema.extend({ fileName: z.string(), type: z.string(), format: z.string() });
export type StoredFile = z.infer<typeof fileSchema>;

/** A permission to upload that is open: what was declared and what the next object event must match. */
export const uploadSchema = z.strictObject({
  slotId: z.string(),
  key: z.string(),
  fileName: z.string(),
  length: count,
  type: z.string(),
  sha256: sha256.optional(),
  by: z.string(),
  openedAt: instant,
  expiresAt: instant,
});
export type Upload = z.infer<typeof uploadSchema>;

/** Verdicts about an attachment's bytes. Only these change a slot; a network fault never does. */
export const verdictCodes = ["VERIFIED", "MISMATCH", "SIGNATURE_BAD", "INFECTED", "UNREADABLE"] as const;
export type VerdictCode = (typeof verdictCodes)[number];

export const attachmentVerdictSchema = z.strictObject({
  code: z.enum(verdictCodes),
  /** The impronta that the act records, at the moment of the verdict. */
  expected: sha256.nullable(),
  found: sha256,
  /** Digest of the content of a signed envelope, where the file is one. */
  inner: sha256.nullable(),
  /** Which bytes the recorded impronta is that of. ALL-11: `content` is said to the officer. */
  covers: z.enum(["file", "content", "none"]),
  /** Another label whose recorded impronta this file has: A and B were swapped. */
  belongsTo: z.string().nullable(),
  /** Overall verdict of the signatures in the file. */
  signature: z.enum(["valid", "invalid", "undetermined", "unsigned"]),
  /** Some signature in the file does not hold: bytes or mathematics, apart from whether its certificate is trusted. */
  broken: z.boolean(),
  signers: z.array(z.string()),
  /** The whole signature report, kept so that the verdict can be derived again. */
  report: storedSchema.nullable(),
  /** Addresses in certificates (issuers, CRL, OCSP) that gave nothing when they were asked; absent: none, or not asked. */
  unanswered: z.int().positive().optional(),
  at: instant,
});
export type AttachmentVerdict = z.infer<typeof attachmentVerdictSchema>;

export const slotStates = ["DECLARED", "SLOT_OPEN", ...verdictCodes] as const;
/** One attachment of the act: what is recorded about it and what arrived. Only a verdict about bytes changes `state`. */
export const slotSchema = declaredAttachmentSchema.extend({
  recorded: sha256.nullable(),
  /**
   * Where `recorded` comes from. `act`: written in the act, never changed again. `upload`: taken from the file that the
   * officer uploaded to a draft; another upload may replace it until the act is submitted.
   */
  source: z.enum(["act", "upload"]),
  state: z.enum(slotStates),
  upload: uploadSchema.optional(),
  file: fileSchema.optional(),
  verdict: attachmentVerdictSchema.optional(),
});
export type Slot = z.infer<typeof slotSchema>;

export const findingRecordSchema = z.strictObject({
  code: z.string(),
  severity: z.enum(["E", "A", "I"]),
  message: z.string(),
  where: z.string(),
});
export const acknowledgementSchema = z.strictObject({
  code: z.string(),
  reason: z.string(),
  by: z.string(),
  at: instant,
});

export const signedSchema = fileSchema.extend({
  kind: z.enum(["pades", "cades"]),
  signer: z.strictObject({
    name: z.string(),
    fiscalCode: z.string().nullable(),
    issuer: z.string(),
    qualified: z.boolean().nullable(),
    matchedBy: z.enum(["fiscal-code", "name"]),
  }),
  time: z.strictObject({ claimed: z.string().nullable(), proved: z.string().nullable() }),
  /** What the verifier could say: integrity of the bytes, and whether the certificate's trust was established. */
  outcome: z.enum(["valid", "undetermined"]),
  report: storedSchema,
  /** As of an attachment's verdict. */
  unanswered: z.int().positive().optional(),
  /** A token over this very file (RFC 3161) and the verifier's report on it, where the body has a timestamp authority. */
  timestamp: storedSchema.extend({ report: storedSchema }).optional(),
  by: z.string(),
  /** Whose place the signer took, with the words and the act that let them (both names stand on the act). */
  onBehalfOf: z
    .strictObject({ name: z.string(), formula: z.string().optional(), decree: z.string().optional() })
    .optional(),
  /** The role of the step that this file was signed for. */
  role: z.string().optional(),
  at: instant,
});
export type SignedDocument = z.infer<typeof signedSchema>;

/** The ragioneria's signed statement about the numbered act: a document of its own, never a stamp on the original. */
export const vistoSchema = signedSchema.extend({
  outcome: z.enum(vistoOutcomes),
  reason: z.string(),
  commitments: z.array(z.string()),
  /** What the verifier could say of the signature; `outcome` is the visto's. */
  verdict: z.enum(["valid", "undetermined"]),
  /** How the file names the act: it is the statement that was given out, or a text with number and impronta. */
  names: z.enum(["statement", "text"]),
  /** Day of the visto in Rome, from which the act is executive when it is favourable. */
  date: z.iso.date(),
});
export type Visto = z.infer<typeof vistoSchema>;

export const registrationSchema = z.strictObject({
  register: z.string(),
  year: z.int(),
  number: z.int().positive(),
  /** Legal date of adoption, Europe/Rome. */
  date: z.iso.date(),
  slotHash: z.string(),
  at: instant,
});
export type Registration = z.infer<typeof registrationSchema>;

export const copySchema = storedSchema.extend({
  pages: z.int().positive(),
  verificationCode: z.string(),
  /** 1 when absent; a visto or an amendment gives the copy another one. */
  revision: z.int().positive().optional(),
  at: instant,
});
export type Copy = z.infer<typeof copySchema>;

export const turnedBackSchema = z.strictObject({
  how: z.enum(["RETURNED", "REJECTED", "RECALLED", "WITHDRAWN", "CORRECTED"]),
  /** Directory id of who did it. */
  by: z.string(),
  reason: z.string(),
  at: instant,
});

const base = z.strictObject({
  actId: z.string(),
  tenant: z.string(),
  /** Counts every change of the head; every write is conditional on it. */
  ver: z.int().positive(),
  /** Counts revisions of the act's data. */
  rev: z.int().positive(),
  auditSeq: count,
  auditHead: z.string(),
  createdAt: instant,
  updatedAt: instant,
  /** Directory id of the officer who proposes the act. */
  proponent: z.string(),
  /** `imported`: an existing act that already has its number; it can be checked, never numbered again. */
  origin: z.enum(["drafted", "imported"]),
  /** The act's data of this revision, as an object. */
  data: storedSchema,
  subject: z.string(),
  department: z.string(),
  body: z.string(),
  /** Names of signatory and istruttore in the text, for the M14 guard. */
  signatory: z.string(),
  proceedingOfficer: z.string(),
  /** Total spending approved, cents; null when the act spends nothing. */
  total: z.int().nullable(),
  rendition: z.enum(["integrale", "omissis"]).nullable(),
  slots: z.array(slotSchema),
  /** Label → impronta, for every impronta that the act itself ever recorded; kept even when a revision drops the label. */
  fixedFingerprints: z.record(z.string(), sha256),
  findings: z.array(findingRecordSchema),
  acknowledged: z.array(acknowledgementSchema),
  submission: z.strictObject({ by: z.string(), at: instant }).optional(),
  /** The act's text came as a PDF of others: that file is approved and signed as it is, and none is rendered. */
  document: storedSchema.optional(),
  mainDoc: storedSchema.optional(),
  manifestDigest: sha256.optional(),
  route: z.array(stepSchema),
  /** Who has had the act before them, of the steps that are open: {@link openingOf} (record-opening.ts). */
  opened: z.array(z.string()).optional(),
  /** What the body decided about its routes, on the day of the submission. */
  policy: routePolicySchema.optional(),
  /** Digests of the parts of this revision's data, for the opinions that speak of them. */
  parts: z.record(z.string(), sha256).optional(),
  /** Opinions of earlier revisions, kept where the body says so. */
  earlierOpinions: z.array(earlierOpinionSchema).optional(),
  signedUpload: uploadSchema.optional(),
  /** Why the last signed file was not accepted. */
  signatureRefusal: z
    .strictObject({
      codes: z.array(z.string()),
      /** Italian. */
      message: z.string(),
      /** The same sentence for a page of either language; acts of before have none. */
      why: inBothSchema.optional(),
      /** Whose file it was: of several who sign, only they are told that it is refused. */
      by: z.string().optional(),
      at: instant,
    })
    .optional(),
  /** Why the signed file that arrived is not accepted yet: no timestamp for it. Asked again from `retryAt` on. */
  timestampMissing: z
    .strictObject({ code: z.string(), message: z.string(), attempts: z.int(), at: instant, retryAt: instant })
    .optional(),
  signed: signedSchema.optional(),
  /** Every accepted signed file in order, where several people sign; each holds all the signatures before it. */
  signatures: z.array(signedSchema).optional(),
  /** Signatures that a correction before the number took away. */
  voided: z.array(voidedSchema).optional(),
  /** Why the act is no longer on its way; the next revision takes it away. */
  turnedBack: turnedBackSchema.optional(),
  registration: registrationSchema.optional(),
  /** `why`: what a refusal says in both languages; a fault has only its own words, in `message`. */
  sealError: z
    .strictObject({
      code: z.string(),
      message: z.string(),
      why: inBothSchema.optional(),
      attempts: z.int(),
      at: instant,
    })
    .optional(),
  copy: copySchema.optional(),
  /** Earlier revisions of the copy; each stays where it is. */
  earlierCopies: z.array(copySchema).optional(),
  /** The text that is published where the whole one is not. */
  omissis: omissisSchema.optional(),
  publication: publicationSchema.optional(),
  /** The axis of effect, apart from adoption. */
  effect: z.enum(["NONE", "PENDING_VISTO", "EXECUTIVE", "VISTO_REFUSED"]),
  vistoIntent: vistoIntentSchema.optional(),
  /** Statements of the financial office, the last one in force. */
  visti: z.array(vistoSchema).optional(),
  /** Acts that rectified, revoked or annulled this one. */
  amendedBy: z.array(amendmentSchema).optional(),
  /** Acts that this one rectified, revoked or annulled. */
  amends: z.array(amendmentSchema).optional(),
});

const inRoute = base.required({ mainDoc: true, manifestDigest: true, submission: true });
const signed = inRoute.required({ signed: true });
const numbered = signed.required({ registration: true });
const sealed = numbered.required({ copy: true });
const published = sealed.required({ publication: true });

/** The act head, parsed: each state has exactly the parts that it cannot be without. */
export const headSchema = z.discriminatedUnion("state", [
  base.extend({
    state: z.enum(["DRAFT", "ATTACHMENTS_PENDING", "READY", "BLOCKED", "RETURNED", "REJECTED", "WITHDRAWN"]),
  }),
  inRoute.extend({ state: z.enum(["IN_APPROVAL", "APPROVED"]) }),
  signed.extend({ state: z.literal("SIGNED") }),
  numbered.extend({ state: z.literal("NUMBERED") }),
  sealed.extend({ state: z.literal("SEALED") }),
  published.extend({ state: z.enum(["PUBLISHED", "UNPUBLISHED", "ARCHIVED"]) }),
]);
export type ActHead = z.infer<typeof headSchema>;
/** Heads of which more is known, by what they cannot be without. */
export type SignedHead = z.infer<typeof signed> & { readonly state: "SIGNED" };
export type NumberedHead = Extract<ActHead, { state: "NUMBERED" }>;
export type SealedHead = Extract<ActHead, { state: "SEALED" }>;
export type PublishedHead = Extract<ActHead, { state: "PUBLISHED" | "UNPUBLISHED" | "ARCHIVED" }>;
/** The head of an act in one of these states; name every state that shares a shape, or the answer is `never`. */
export type HeadIn<S extends ActHead["state"]> = Extract<ActHead, { state: S }>;
