import * as z from "zod";
import { type ActData, actDataSchema, storedSchema } from "../../act/index.ts";
import { keys } from "../model/keys.ts";
import { jsonOf } from "../model/objects-of-act.ts";
import type { World } from "../world.ts";

const revisionSchema = z.object({ data: storedSchema });

/** What the fields are called on the pages; the others are told by their group. */
const names: Partial<Record<keyof ActData, Readonly<Record<"it" | "en", string>>>> = {
  subject: { it: "Oggetto", en: "Subject" },
  department: { it: "Settore", en: "Department" },
  service: { it: "Servizio", en: "Service" },
  sections: { it: "Testo", en: "Text" },
  roles: { it: "Ruoli", en: "Roles" },
  totals: { it: "Quadro economico", en: "Economic framework" },
  lines: { it: "Voci di spesa", en: "Lines of expenditure" },
  commitment: { it: "Impegno di spesa", en: "Commitment" },
  movements: { it: "Movimenti contabili", en: "Accounting movements" },
  cig: { it: "CIG", en: "CIG" },
  cup: { it: "CUP", en: "CUP" },
  contract: { it: "Affidatario", en: "Contractor" },
  declaredAttachments: { it: "Allegati", en: "Attachments" },
  recordedAttachments: { it: "Impronte degli allegati", en: "Digests of the attachments" },
};

/**
 * What changed in the act's data from one revision to another, one sentence a field. It compares the data,
 * not the printed pages; the attachments' files are compared by their impronte.
 */
export async function changesBetween(
  world: Pick<World, "settings" | "items" | "objects">,
  actId: string,
  from: number,
  to: number,
  lang: "it" | "en" = "it",
): Promise<string[]> {
  const [before, after] = await Promise.all([revision(world, actId, from), revision(world, actId, to)]);
  if (!before || !after) return [];
  const fields = Object.keys(actDataSchema.shape) as (keyof ActData)[];
  return fields.flatMap((field) => {
    const [old, now] = [before[field], after[field]];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    const name = names[field]?.[lang] ?? field;
    const isText = typeof old === "string" && typeof now === "string";
    if (lang === "it") return isText ? [`${name}: da «${old}» a «${now}».`] : [`${name}: cambiato.`];
    return isText ? [`${name}: from “${old}” to “${now}”.`] : [`${name}: changed.`];
  });
}

/** The act's data as a revision stored them; `undefined` where there is no such revision. */
export const readRevision = (
  world: Pick<World, "settings" | "items" | "objects">,
  actId: string,
  rev: number,
): Promise<ActData | undefined> =>
  Number.isSafeInteger(rev) && rev > 0 && rev < 100_000 ? revision(world, actId, rev) : Promise.resolve(undefined);

async function revision(
  world: Pick<World, "settings" | "items" | "objects">,
  actId: string,
  rev: number,
): Promise<ActData | undefined> {
  const item = await world.items.get(keys.revision(world.settings.tenant, actId, rev));
  return item ? actDataSchema.parse(await jsonOf(world.objects, revisionSchema.parse(item).data)) : undefined;
}
