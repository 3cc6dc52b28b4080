import * as z from "zod";
import { actDataSchema, canonicalJson, type Json, sha256Of } from "../act/index.ts";
import { chainedSlotSchema, chainSlot } from "./slot.ts";

const sha256 = z.string().regex(/^[0-9A-F]{64}$/);
const instant = z.iso.datetime({ offset: true });

/** Six letters of the name, the rest hidden: whoever writes a whole code here is refused (art. 5 GDPR, minimisation). */
const maskedCode = z.string().regex(/^[A-Z0-9]{1,6}\*+$/);

const signatureSchema = z.strictObject({
  name: z.string(),
  role: z.string(),
  fiscalCode: maskedCode.optional(),
  verdict: z.enum(["valid", "intact"]),
  qualified: z.boolean().nullable(),
  issuer: z.string().optional(),
  format: z.enum(["PAdES", "CAdES"]),
  claimedAt: z.string().optional(),
  provedAt: z.string().optional(),
});

const approvalSchema = z.strictObject({
  name: z.string(),
  role: z.string(),
  at: instant,
  onBehalfOf: z.string().optional(),
  /** What the page showed when the decision was taken. */
  manifestDigest: sha256,
});

const attachmentSchema = z.strictObject({
  label: z.string(),
  title: z.string().optional(),
  fingerprint: sha256.optional(),
  verdict: z.enum(["VERIFIED", "MISMATCH", "SIGNATURE_BAD", "INFECTED", "UNREADABLE", "PENDING"]),
});

/** What approvals and register slot are bound to: unknown members are kept, since its digest is over all of them. */
const manifestSchema = z.looseObject({
  actId: z.string(),
  attachments: z.array(z.looseObject({ label: z.string(), impronta: sha256.nullable() })),
});

const slotSchema = chainedSlotSchema.strict();

const fileSchema = z.strictObject({ fileName: z.string(), sha256 });

const vistoSchema = z.strictObject({
  outcome: z.enum(["FAVOURABLE", "REFUSED"]),
  by: z.string(),
  role: z.string(),
  at: instant,
  file: fileSchema,
  signature: signatureSchema.optional(),
  commitments: z.array(z.string()).optional(),
  reason: z.string().optional(),
});

/**
 * What a sealed copy carries of its own proof, version 1: enough to recompute the register slot's hash from the act's
 * attachments, approvals and signed original, without asking anybody.
 *
 * The act's data are those that were printed, without codici fiscali and addresses.
 */
export const evidenceSchema = z.strictObject({
  schema: z.literal("visto/evidence/1"),
  /** Made with test keys: no legal value. */
  test: z.boolean(),
  act: actDataSchema,
  manifest: manifestSchema,
  slot: slotSchema,
  original: fileSchema,
  signatures: z.array(signatureSchema),
  approvals: z.array(approvalSchema),
  attachments: z.array(attachmentSchema),
  effect: z.looseObject({ state: z.enum(["executive-on-adoption", "awaiting-visto", "executive", "visto-refused"]) }),
  visto: vistoSchema.optional(),
  amendedBy: z
    .array(
      z.strictObject({
        kind: z.enum(["RECTIFIED", "ANNULLED", "REVOKED"]),
        number: z.int().positive(),
        year: z.int(),
        date: z.iso.date(),
        note: z.string().optional(),
      }),
    )
    .optional(),
  copy: z.strictObject({
    revision: z.int().positive(),
    verification: z.strictObject({ url: z.string(), address: z.string(), code: z.string() }),
    earlier: z.array(z.strictObject({ revision: z.int().positive(), sha256, at: instant })),
  }),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export { evidenceName } from "./evidence-name.ts";

/** Larger is no evidence of ours: the act's data end at the store's own limit. */
const largest = 32 * 1024 * 1024;

/** The evidence as RFC 8785 text, UTF-8. @throws {z.ZodError} for what is no evidence, a whole codice fiscale included */
export function writeEvidence(evidence: Evidence): Uint8Array {
  const plain = JSON.parse(JSON.stringify(evidenceSchema.parse(evidence))) as Json;
  return new TextEncoder().encode(canonicalJson(plain, "finite"));
}

export type ReadEvidence =
  | { readonly ok: true; readonly evidence: Evidence }
  | { readonly ok: false; readonly problem: string };

/** The evidence in these bytes, or what is wrong with them: the place and what was expected. */
export function readEvidence(bytes: Uint8Array): ReadEvidence {
  if (bytes.length > largest) return { ok: false, problem: `${bytes.length} bytes, at most ${largest}` };
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
  const parsed = evidenceSchema.safeParse(json);
  if (parsed.success) return { ok: true, evidence: parsed.data };
  const [issue] = parsed.error.issues;
  return { ok: false, problem: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not as expected"}` };
}

export const evidenceFaults = [
  "SLOT_HASH_DIFFERS",
  "MANIFEST_DIFFERS",
  "ORIGINAL_DIFFERS",
  "ACT_DIFFERS",
  "APPROVAL_OF_OTHER_BYTES",
  "ATTACHMENTS_DIFFER",
] as const;
export type EvidenceFault = (typeof evidenceFaults)[number];

/**
 * In what the parts of the evidence contradict each other; empty when each is bound to the next: approvals and impronte
 * to the manifest, the manifest and the signed original to the slot, the slot to its hash and to the slot before.
 *
 * It does not tell whether the slot stands in the register: whoever makes everything up makes it up consistently. The
 * seal says who vouches for it, the register's own proof that it is there.
 */
export function checkEvidence({ act, manifest, slot, original, approvals, attachments }: Evidence): EvidenceFault[] {
  const recorded = impronte(attachments.map(({ label, fingerprint }) => [label, fingerprint]));
  const faults: Readonly<Record<EvidenceFault, boolean>> = {
    SLOT_HASH_DIFFERS: chainSlot(slot.prev, slot).hash !== slot.hash,
    MANIFEST_DIFFERS: sha256Of(canonicalJson(manifest as Json)) !== slot.manifestDigest,
    ORIGINAL_DIFFERS: original.sha256 !== slot.original,
    ACT_DIFFERS: manifest.actId !== slot.actId,
    APPROVAL_OF_OTHER_BYTES: approvals.some((approval) => approval.manifestDigest !== slot.manifestDigest),
    ATTACHMENTS_DIFFER:
      recorded !== impronte(manifest.attachments.map(({ label, impronta }) => [label, impronta])) ||
      recorded !==
        impronte(act.recordedAttachments.map(({ label, fingerprint }) => [label, fingerprint.toUpperCase()])),
  };
  return evidenceFaults.filter((fault) => faults[fault]);
}

/** Labels with their impronte as one text, those without one left out. */
const impronte = (pairs: readonly (readonly [string, string | null | undefined])[]): string =>
  pairs
    .flatMap(([label, impronta]) => (impronta ? [`${label}=${impronta}`] : []))
    .sort()
    .join(" ");
