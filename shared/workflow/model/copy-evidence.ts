import { type ActData, type ActHead, manifestOf, type NumberedHead } from "../../act/index.ts";
import { type AttachedFile, type CopyStamps, maskFiscalCode } from "../../pdf/index.ts";
import {
  type ChainedSlot,
  chainedSlotSchema,
  evidenceName,
  evidenceSchema,
  writeEvidence,
} from "../../register/index.ts";
import type { Items } from "../ports/items.ts";
import { keys } from "./keys.ts";

type Numbered = Pick<NumberedHead, "registration" | "manifestDigest" | "mainDoc" | "tenant"> & ActHead;

/**
 * The evidence that a copy carries, as an attached file. `act` are the data that are printed.
 *
 * @throws when the register has no slot of this number: a copy without its place in the register is no copy
 */
export async function copyEvidence(
  items: Items,
  head: Numbered,
  act: ActData,
  stamps: CopyStamps,
): Promise<AttachedFile> {
  const slot = await readSlot(items, head);
  const { approvals, signatures, visto, amendedBy, earlierCopies, verification } = stamps;
  const evidence = evidenceSchema.parse({
    schema: "visto/evidence/1",
    test: stamps.test,
    act: publicData(act, head),
    manifest: manifestOf(head, head.mainDoc),
    slot,
    original: stamps.original,
    signatures: signatures.map(masked),
    approvals: approvals.map((one) => ({ manifestDigest: head.manifestDigest, ...defined(one) })),
    attachments: stamps.attachments,
    effect: stamps.effect,
    ...(visto ? { visto: { ...visto, ...(visto.signature ? { signature: masked(visto.signature) } : {}) } } : {}),
    ...(amendedBy ? { amendedBy } : {}),
    copy: { revision: stamps.revision ?? 1, verification, earlier: earlierCopies ?? [] },
  });
  return {
    name: evidenceName,
    mediaType: "application/json",
    description: "Dati di verifica della copia: si leggono e si controllano con «visto verify»",
    bytes: writeEvidence(evidence),
  };
}

async function readSlot(items: Items, { tenant, registration }: Numbered): Promise<ChainedSlot> {
  const { register, year, number } = registration;
  const item = await items.get(keys.registerSlot(tenant, register, year, number));
  if (!item) throw new Error(`register ${register} of ${year} has no slot ${number}`);
  return chainedSlotSchema.parse(item);
}

const masked = <T extends { readonly fiscalCode?: string | undefined }>(one: T): T =>
  one.fiscalCode ? { ...one, fiscalCode: maskFiscalCode(one.fiscalCode) } : one;

/** Absent members do not hide the ones given before them. */
const defined = <T extends object>(one: T): Partial<T> =>
  Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as Partial<T>;

/** The data without what no reader of a copy needs: codici fiscali, and addresses that may be somebody's home. */
function publicData(act: ActData, { registration }: Numbered): ActData {
  const roles = Object.entries(act.roles).map(([role, person]) => [role, person && { name: person.name }]);
  const { address: _a, postCode: _p, town: _t, fiscalCode: _f, ...contract } = act.contract ?? {};
  const { number, year, date } = registration;
  return { ...act, number, year, date, roles: Object.fromEntries(roles), ...(act.contract ? { contract } : {}) };
}
