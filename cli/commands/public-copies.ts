import { randomUUID } from "node:crypto";
import { noteLostOpenData, type RemadeCopies, remakePublicFiles, tenantOfStore } from "../../shared/workflow/index.ts";
import { type OpenStore, openStore, type StorePlace } from "../archive-stores.ts";
import { exitCodes, type Io, type Language } from "../io.ts";

type PublicCopiesArguments = { readonly store: StorePlace; readonly json: boolean; readonly lang: Language };

/**
 * `visto public-copies`: makes anew what the edge of a body on AWS serves, after a restore or when its bucket was lost,
 * and takes away what may be shown no more. Exit 1 when the copies there are of acts that this table does not know.
 */
export async function publicCopiesCommand({ store: place, json, lang }: PublicCopiesArguments, io: Io) {
  // One machine serves published files itself; opening a data folder would make one.
  if ("data" in place) {
    io.out(json ? "null\n" : `${copiesText(undefined, lang)}\n`);
    return exitCodes.done;
  }
  const store = await openStore(place);
  try {
    const remade = await remakeCopies(store, io);
    if (json) io.out(`${JSON.stringify(remade ?? null)}\n`);
    else io.out(`${copiesText(remade, lang)}\n`);
    return remade && remade.foreign > 0 ? exitCodes.refused : exitCodes.done;
  } finally {
    await store.close();
  }
}

/** `openData`: the portal's open data were lost too, and are made anew by the functions, which know the body's settings. */
type Remade = RemadeCopies & { readonly openData: boolean };

/** The same for a store that is open. `undefined` where no edge serves files, and for a store with nothing in it. */
export async function remakeCopies(store: OpenStore, io: Io): Promise<Remade | undefined> {
  const { items, objects, copies } = store;
  const tenant = copies && (await tenantOfStore(items));
  if (!copies || tenant === undefined) return undefined;
  const clock = () => new Date().toISOString();
  const world = { settings: { tenant }, items, objects, publicFiles: copies, clock, newId: randomUUID };
  const openData = await noteLostOpenData(world);
  const remade = await remakePublicFiles(world, copies, (acts) => {
    if (io.colour) io.err(`\r${acts} `);
  });
  return { ...remade, openData };
}

/** What became of them, in one line. */
export function copiesText(remade: Remade | undefined, lang: Language): string {
  if (!remade)
    return lang === "it"
      ? "copie pubbliche: qui non ce ne sono, i file li serve il programma (su AWS: --table --intake --vault --portal)"
      : "public copies: there are none here, the program serves files itself (on AWS: --table --intake --vault --portal)";
  const { acts, made, removed, foreign, openData } = remade;
  const it = [
    `copie pubbliche: ${acts} atti guardati, ${made} copie fatte, ${removed} tolte`,
    ...(foreign > 0
      ? [
          `${foreign} copie sono di atti che questa tabella non conosce, e nessuna è dei suoi: non sono state tolte; controllare tabella e deposito, poi toglierle a mano (prefisso file/)`,
        ]
      : []),
    ...(openData ? ["dati aperti: mancano anche i loro oggetti; le funzioni li rifanno, 200 atti al minuto"] : []),
  ];
  const en = [
    `public copies: ${acts} acts looked at, ${made} copies made, ${removed} taken away`,
    ...(foreign > 0
      ? [
          `${foreign} copies are of acts that this table does not know, and none of its own: they were not taken away; check table and bucket, then remove them by hand (prefix file/)`,
        ]
      : []),
    ...(openData ? ["open data: their objects lack too; the functions make them anew, 200 acts a minute"] : []),
  ];
  return (lang === "it" ? it : en).join("\n");
}
