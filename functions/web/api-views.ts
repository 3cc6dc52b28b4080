import * as z from "zod";
import {
  type ActHead,
  actDataSchema,
  actStates,
  amendmentSchema,
  assignmentStates,
  type Mover,
  publicationSchema,
  reasonCodes,
  type Slot,
  type Step,
  slotStates,
  stepKinds,
  stepModes,
  verdictCodes,
  whoCanMove,
} from "../../shared/act/index.ts";

// What acts look like to programs. Where objects lie, codici fiscali and addresses of people stay inside.

const instant = z.iso.datetime({ offset: true });
export const sha256 = z.string().regex(/^[0-9A-F]{64}$/);
const count = z.int().min(0);
export const stateSchema = z.enum(actStates).meta({ id: "ActState" });
export const labelSchema = z.string().regex(/^[A-Z]{1,2}\d{0,2}$/);
export const actIdSchema = z.string().regex(/^[0-9A-Za-z]{1,40}$/);

export const actSchema = actDataSchema.meta({ id: "ActData" });

export const receiptSchema = z
  .strictObject({
    actId: z.string(),
    state: stateSchema,
    version: z.int().positive(),
    revision: z.int().positive(),
    updatedAt: instant,
  })
  .meta({ id: "CommandReceipt", description: "Dove si trova ora l'atto. / Where the act is now." });

const registration = z.strictObject({
  register: z.string(),
  year: z.int(),
  number: z.int().positive(),
  date: z.iso.date(),
});

const summaryShape = {
  actId: z.string(),
  state: stateSchema,
  version: z.int().positive(),
  revision: z.int().positive(),
  subject: z.string(),
  department: z.string(),
  total: z.int().nullable().meta({ description: "Centesimi di euro. / Euro cents." }),
  proponent: z.string(),
  effect: z.enum(["NONE", "PENDING_VISTO", "EXECUTIVE", "VISTO_REFUSED"]),
  registration: registration.nullable(),
  createdAt: instant,
  updatedAt: instant,
};
export const actSummarySchema = z.strictObject(summaryShape).meta({ id: "ActSummary" });

export const fileSchema = z
  .strictObject({ fileName: z.string(), length: count, type: z.string(), sha256 })
  .meta({ id: "FileFacts" });

const attachmentSchema = z
  .strictObject({
    label: z.string(),
    title: z.string(),
    state: z.enum(slotStates),
    recorded: sha256.nullable().meta({ description: "Impronta registrata nell'atto. / Recorded in the act." }),
    source: z.enum(["act", "upload"]),
    file: fileSchema.nullable(),
    verdict: z
      .strictObject({
        code: z.enum(verdictCodes),
        expected: sha256.nullable(),
        found: sha256,
        covers: z.enum(["file", "content", "none"]),
        belongsTo: z.string().nullable(),
        signature: z.enum(["valid", "invalid", "undetermined", "unsigned"]),
        signers: z.array(z.string()),
        at: instant,
      })
      .nullable(),
  })
  .meta({ id: "Attachment" });

const assignmentSchema = z.strictObject({
  who: z.string(),
  name: z.string(),
  state: z.enum(assignmentStates),
  at: instant.optional(),
  reason: z.string().optional(),
  reasonCode: z.enum(reasonCodes).optional(),
  onBehalfOf: z.string().optional().meta({ description: "Nome di chi viene sostituito. / Whose place it is." }),
});
export const stepSchema = z
  .strictObject({
    n: z.int().positive(),
    kind: z.enum(stepKinds),
    role: z.string(),
    mode: z.enum(stepModes).optional(),
    quorum: z.int().positive().optional(),
    group: z.int().positive().optional(),
    state: z.enum(["WAITING", "OPEN", "SATISFIED", "FAILED"]),
    openedAt: instant.optional(),
    dueAt: instant.optional(),
    people: z.array(assignmentSchema),
  })
  .meta({ id: "RouteStep" });

const moverSchema = z
  .strictObject({
    by: z.enum(["person", "officer", "system"]),
    how: z.string(),
    who: z.string().nullable(),
    name: z.string().nullable(),
    since: instant,
  })
  .meta({ id: "Mover", description: "Chi può muovere l'atto ora. / Who can move the act now." });

const copy = z.strictObject({
  sha256,
  pages: z.int().positive(),
  verificationCode: z.string(),
  revision: z.int().positive(),
});

export const findingSchema = z
  .strictObject({ code: z.string(), severity: z.enum(["E", "A", "I"]), message: z.string(), where: z.string() })
  .meta({ id: "Finding" });

export const actViewSchema = z
  .strictObject({
    ...summaryShape,
    body: z.string(),
    origin: z.enum(["drafted", "imported"]),
    rendition: z.enum(["integrale", "omissis"]).nullable(),
    manifestDigest: sha256.nullable(),
    attachments: z.array(attachmentSchema),
    findings: z.array(findingSchema),
    acknowledged: z.array(z.strictObject({ code: z.string(), reason: z.string(), by: z.string(), at: instant })),
    route: z.array(stepSchema),
    waitingFor: z.array(moverSchema),
    turnedBack: z.strictObject({ how: z.string(), by: z.string(), reason: z.string(), at: instant }).nullable(),
    signed: z
      .strictObject({
        kind: z.enum(["pades", "cades"]),
        sha256,
        length: count,
        signer: z.string(),
        outcome: z.enum(["valid", "undetermined"]),
        timeProved: z.string().nullable(),
        at: instant,
      })
      .nullable(),
    signatureRefusal: z
      .strictObject({
        codes: z.array(z.string()),
        message: z.string().meta({ description: "In italiano; nelle due lingue sta in why / In Italian" }),
        why: z.strictObject({ it: z.string(), en: z.string() }).nullable(),
        at: instant,
      })
      .nullable(),
    copy: copy.nullable(),
    publication: publicationSchema.nullable(),
    amendedBy: z.array(amendmentSchema),
    amends: z.array(amendmentSchema),
  })
  .meta({ id: "Act" });

export const summaryOf = (head: ActHead): z.input<typeof actSummarySchema> => ({
  actId: head.actId,
  state: head.state,
  version: head.ver,
  revision: head.rev,
  subject: head.subject,
  department: head.department,
  total: head.total,
  proponent: head.proponent,
  effect: head.effect,
  registration: registrationOf(head),
  createdAt: head.createdAt,
  updatedAt: head.updatedAt,
});

export function registrationOf({ registration: known }: ActHead): z.input<typeof registration> | null {
  if (!known) return null;
  const { register, year, number, date } = known;
  return { register, year, number, date };
}

const factsOf = ({ fileName, length, type, sha256: digest }: z.input<typeof fileSchema>) => ({
  fileName,
  length,
  type,
  sha256: digest,
});

function attachmentOf(slot: Slot): z.input<typeof attachmentSchema> {
  const { label, title, state, recorded, source, file, verdict } = slot;
  return {
    label,
    title,
    state,
    recorded,
    source,
    file: file ? factsOf(file) : null,
    verdict: verdict
      ? {
          code: verdict.code,
          expected: verdict.expected,
          found: verdict.found,
          covers: verdict.covers,
          belongsTo: verdict.belongsTo,
          signature: verdict.signature,
          signers: verdict.signers,
          at: verdict.at,
        }
      : null,
  };
}

/** The names that are there, of those that may be. */
function known<T extends object, K extends keyof T>(value: T, ...names: readonly K[]): Partial<Pick<T, K>> {
  const kept: Partial<Pick<T, K>> = {};
  for (const name of names) if (value[name] !== undefined) kept[name] = value[name];
  return kept;
}

export const stepOf = (step: Step): z.input<typeof stepSchema> => ({
  n: step.n,
  kind: step.kind,
  role: step.role,
  state: step.state,
  ...known(step, "mode", "quorum", "group", "openedAt", "dueAt"),
  people: step.assignments.map((one) => ({
    who: one.who,
    name: one.name,
    state: one.state,
    ...known(one, "at", "reason", "reasonCode"),
    ...(one.onBehalfOf ? { onBehalfOf: one.onBehalfOf.name } : {}),
  })),
});

function moverOf(mover: Mover): z.input<typeof moverSchema> {
  const { by, how, since } = mover;
  const who = by === "person" ? mover.assignment.who : by === "officer" ? mover.who : null;
  return { by, how, since, who, name: by === "person" ? mover.assignment.name : null };
}

function refusedOf({ signatureRefusal: refused }: ActHead): z.input<typeof actViewSchema>["signatureRefusal"] {
  if (!refused) return null;
  const { codes, message, why, at } = refused;
  return { codes, message, why: why ?? null, at };
}

function signedOf({ signed }: ActHead): z.input<typeof actViewSchema>["signed"] {
  if (!signed) return null;
  const { kind, sha256: digest, length, signer, outcome, time, at } = signed;
  return { kind, sha256: digest, length, signer: signer.name, outcome, timeProved: time.proved, at };
}

export function copyOf({ copy: known }: ActHead): z.input<typeof copy> | null {
  if (!known) return null;
  const { sha256: digest, pages, verificationCode, revision } = known;
  return { sha256: digest, pages, verificationCode, revision: revision ?? 1 };
}

/** An act as its office sees it. */
export const viewOf = (head: ActHead): z.input<typeof actViewSchema> => ({
  ...summaryOf(head),
  body: head.body,
  origin: head.origin,
  rendition: head.rendition,
  manifestDigest: head.manifestDigest ?? null,
  attachments: head.slots.map(attachmentOf),
  findings: head.findings,
  acknowledged: head.acknowledged,
  route: head.route.map(stepOf),
  waitingFor: whoCanMove(head).map(moverOf),
  turnedBack: head.turnedBack ?? null,
  signed: signedOf(head),
  signatureRefusal: refusedOf(head),
  copy: copyOf(head),
  publication: head.publication ?? null,
  amendedBy: head.amendedBy ?? [],
  amends: head.amends ?? [],
});
