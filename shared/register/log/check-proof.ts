import * as z from "zod";
import { commitTo } from "../audit-chain.ts";
import { digestBytes } from "./encoding.ts";
import { type Hash, leafHash } from "./hash.ts";
import { checkNote, type NoteKey } from "./note.ts";
import { readProofFile } from "./proof-file.ts";
import { isIncluded } from "./proofs.ts";

/** What a leaf commits to: the salt, and the event as the audit entry of the act holds it. */
export const toldSchema = z.object({
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  event: z.object({
    id: z.string(),
    type: z.string(),
    subject: z.string(),
    time: z.string(),
    data: z.record(z.string(), z.union([z.string(), z.int(), z.null()])),
  }),
});
export type ProvedEvent = z.infer<typeof toldSchema>["event"];

/** Of each event that names a published file by its impronta: where in its data it stands. */
const fileFields: Readonly<Record<string, readonly string[]>> = {
  "act.signed.v1": ["sha256"],
  "act.sealed.v1": ["original", "copy"],
  "act.copy-revised.v1": ["copy"],
  "act.omissis-ready.v1": ["omissis", "original"],
  "act.visto.v1": ["sha256"],
  "attachment.verdict.v1": ["found"],
};

/** Improntas of files that an event vouches for, upper-case hex. */
export const filesNamedBy = ({ type, data }: Pick<ProvedEvent, "type" | "data">): string[] =>
  (fileFields[type] ?? []).map((field) => data[field]).filter((value) => typeof value === "string");

export type ProofFault =
  /** It is no `.tlog-proof` file. */
  | "PROOF_NOT_READABLE"
  /** Salt and event are not in it: it proves a leaf and no document. */
  | "PROOF_REDACTED"
  /** The leaf of this event is not in the signed tree. */
  | "NOT_IN_THE_LOG"
  /** The event is in the log, and names other files than this one. */
  | "ANOTHER_DOCUMENT"
  | "SIGNATURE_FAILS"
  /** No signature is by the key that was given. */
  | "ANOTHER_KEY";

export type CheckedProof =
  | {
      readonly ok: true;
      /** False when no key was given: the tree's head may be anybody's. */
      readonly signed: boolean;
      readonly origin: string;
      readonly size: number;
      readonly index: number;
      readonly event: ProvedEvent;
    }
  | { readonly ok: false; readonly code: ProofFault };

/**
 * Whether a proof holds for the file with this impronta (upper-case hex): the event names the impronta, its salted
 * commitment is a leaf of the tree, and the tree's head is signed by the key. Offline; never throws.
 *
 * It does not say that the log shows everybody the same tree: that takes witnesses.
 */
export function checkProof(sha256: string, proofText: string, key?: NoteKey): CheckedProof {
  const no = (code: ProofFault) => ({ ok: false, code }) as const;
  const proof = readProofFile(proofText);
  if (!proof) return no("PROOF_NOT_READABLE");
  if (!proof.extra) return no("PROOF_REDACTED");
  const told = readTold(proof.extra);
  if (!told) return no("PROOF_NOT_READABLE");
  if (!isIncluded(told.leaf, { ...proof.head, index: proof.index }, proof.path)) return no("NOT_IN_THE_LOG");
  if (key) {
    const says = proof.head.origin === key.name ? checkNote(proof.head.note, key) : "absent";
    if (says !== "holds") return no(says === "fails" ? "SIGNATURE_FAILS" : "ANOTHER_KEY");
  }
  if (!filesNamedBy(told.event).includes(sha256)) return no("ANOTHER_DOCUMENT");
  const { origin, size } = proof.head;
  return { ok: true, signed: key !== undefined, origin, size, index: proof.index, event: told.event };
}

/** The event and the leaf that commits to it; `undefined` where the bytes are no JSON, or one that has no RFC 8785 text. */
function readTold(extra: Uint8Array): { readonly event: ProvedEvent; readonly leaf: Hash } | undefined {
  try {
    const { salt, event } = toldSchema.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(extra)));
    return { event, leaf: leafHash(digestBytes(commitTo(salt, event))) };
  } catch {
    return undefined;
  }
}
