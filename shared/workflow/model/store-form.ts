import * as z from "zod";
import type { WhoCanFix } from "../../act/index.ts";
import type { EveryItem } from "../ports/every-item.ts";
import type { Item, Items, Key } from "../ports/items.ts";

/** The form that this program writes: the last migration's. */
export const presentForm = 3;

/** The one item that says of what form the others are; `STORE` is no tenant's prefix. */
export const formKey: Key = { pk: "STORE", sk: "FORM" };

const formSchema = z.object({
  form: z.int().positive(),
  /** A migration that has begun; `after` is where its scan goes on. */
  running: z.object({ id: z.string(), to: z.int().positive(), after: z.string().nullable(), seen: z.int() }).optional(),
  /** An archive that is being restored: its manifest, and the last shard of items that is in. Nothing may serve it. */
  restoring: z.object({ manifest: z.string(), after: z.string().optional() }).optional(),
});
export type StoreForm = z.infer<typeof formSchema>;

/** Why a store cannot be served or written by this program. Nothing was changed. */
export type StoreRefusal = {
  readonly code: "STORE_NEWER" | "STORE_RESTORING";
  readonly why: { readonly it: string; readonly en: string };
  readonly whoCanFix: WhoCanFix;
};

export const asForm = (item: Item): StoreForm => formSchema.parse(item);

/** The form as stored; 1 for a store from before forms were written down; `undefined` for an empty one. */
export async function readForm(store: Pick<Items, "get"> & EveryItem): Promise<StoreForm | undefined> {
  const item = await store.get(formKey);
  if (item) return asForm(item);
  const { items } = await store.scan({ limit: 1 });
  return items.length === 0 ? undefined : { form: 1 };
}

const refusal = (code: StoreRefusal["code"], it: string, en: string): StoreRefusal => ({
  code,
  why: { it, en },
  whoCanFix: "operator",
});

/** Whether a program that knows forms up to `known` may touch a store of this form. */
export function formRefusal(stored: StoreForm, known: number): StoreRefusal | undefined {
  if (stored.restoring)
    return refusal(
      "STORE_RESTORING",
      "Il ripristino di un archivio in questi dati non è finito: ripetere «visto archive restore» con lo stesso archivio, oppure partire da una cartella vuota.",
      'The restore of an archive into these data has not ended: run "visto archive restore" again with the same archive, or begin with an empty folder.',
    );
  const form = Math.max(stored.form, stored.running?.to ?? 0);
  if (form > known)
    return refusal(
      "STORE_NEWER",
      `I dati hanno la forma ${form}, scritta da una versione più recente di Visto: questa legge fino alla forma ${known}. Non è stato cambiato nulla: usare la versione più recente.`,
      `The data have form ${form}, written by a newer Visto: this one reads up to form ${known}. Nothing was changed: use the newer version.`,
    );
  return undefined;
}
