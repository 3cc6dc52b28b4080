import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { isEmptyFolder, openArchiveFolder } from "../../shared/adapters/embedded/archive-folder.ts";
import {
  archiveFindings,
  endLogs,
  exportArchive,
  type Finding,
  type LogEnd,
  type Manifest,
  migrateStore,
  restoreArchive,
  verifyArchive,
} from "../../shared/workflow/index.ts";
import { type LogWish, logChoice, logKeyIn } from "../archive-log.ts";
import { hasItems, type OpenStore, openStore, type StorePlace } from "../archive-stores.ts";
import { exitCodes, type Io, type Language } from "../io.ts";
import { printable } from "../printable.ts";
import { copiesText, remakeCopies } from "./public-copies.ts";

type Common = { readonly json: boolean; readonly lang: Language };
export type ExportArguments = Common & { readonly from: StorePlace; readonly out: string };
export type RestoreArguments = Common & LogWish & { readonly from: string; readonly to: StorePlace };

const text = (lang: Language, it: string, en: string) => (lang === "it" ? it : en);

/** `visto archive export`: everything that is stored, as files that can be checked. Exit 1 when the store is not sound. */
export async function exportCommand(args: ExportArguments, io: Io): Promise<number> {
  const { from, out, lang } = args;
  if ("data" in from && !(await hasItems(from.data)))
    return says(io, exitCodes.unreadable, text(lang, `nessun dato in ${from.data}`, `no data in ${from.data}`));
  if (!(await isEmptyFolder(out)))
    return says(
      io,
      exitCodes.usage,
      text(lang, `${out} non è vuota: indicare una cartella nuova`, `${out} is not empty: name a new folder`),
    );
  await mkdir(out, { recursive: true, mode: 0o700 });
  const store = await openStore(from, join(out, "snapshot.sqlite"));
  try {
    const exported = await exportArchive(store, await openArchiveFolder(out), progress(io), await logKeyIn(from));
    if (!exported.ok) return unsound(args, io, exported.findings);
    return done(args, io, exported.manifest, exported.sha256, { left: exported.left });
  } finally {
    await store.close();
  }
}

/** `visto archive verify`: exit 1 when anything in it is not what it must be. */
export async function verifyArchiveCommand(args: Common & { readonly from: string }, io: Io): Promise<number> {
  if (await isEmptyFolder(args.from)) return noArchive(args, io);
  const verified = await verifyArchive(await openArchiveFolder(args.from));
  return verified.ok ? done(args, io, verified.manifest, verified.sha256) : unsound(args, io, verified.findings);
}

const noArchive = ({ from, lang }: Common & { readonly from: string }, io: Io) =>
  says(io, exitCodes.unreadable, text(lang, `nessun archivio in ${from}`, `no archive in ${from}`));

/** `visto archive restore`: into an empty store, which nothing serves until it is whole. Exit 1 when it is refused. */
export async function restoreCommand(args: RestoreArguments, io: Io): Promise<number> {
  const { from, to, lang } = args;
  if (await isEmptyFolder(from)) return noArchive(args, io);
  if ("data" in to) await mkdir(to.data, { recursive: true, mode: 0o700 });
  const store = await openStore(to);
  try {
    const files = await openArchiveFolder(from);
    const restored = await restoreArchive(files, store, progress(io), logChoice(files, to, args));
    if (!restored.ok && "logs" in restored) return says(io, exitCodes.refused, logText(lang, restored.logs));
    if (!restored.ok && "occupied" in restored)
      return says(
        io,
        exitCodes.refused,
        text(
          lang,
          `La destinazione non è vuota (${restored.occupied}): non è stato scritto nulla. Indicarne una vuota; un ripristino interrotto continua soltanto con il suo archivio.`,
          `The target is not empty (${restored.occupied}): nothing was written. Name an empty one; a restore that was interrupted goes on with its own archive alone.`,
        ),
      );
    if (!restored.ok) return unsound(args, io, restored.findings);
    const migrated = await migrateStore(store.items);
    if (!migrated.ok) return says(io, exitCodes.refused, migrated.refusal.why[lang]);
    const { resumed } = restored;
    const code = done(args, io, restored.manifest, undefined, { resumed });
    return (await copied(args, io, store)) ? code : exitCodes.fault;
  } finally {
    await store.close();
  }
}

const logText = (lang: Language, logs: readonly LogEnd[]): string => {
  const names = logs.map(({ key }) => key.split("+", 1)[0]).join(", ");
  return text(
    lang,
    `L'archivio ha il registro pubblico ${names}, e la chiave che lo firma non viene con i dati: non è stato scritto nulla. Con --new-log quel registro finisce, resta servito con le sue prove, e ne comincia uno nuovo con un altro nome; con --keep-log lo continua chi ha già la stessa chiave.`,
    `The archive has the public log ${names}, and the key that signs it does not come with the data: nothing was written. With --new-log that log ends, stays served with its proofs, and a new one begins under another name; with --keep-log it is gone on with by whoever has the same key already.`,
  );
};

/** `visto archive new-log`: for a log whose key is lost. The next batch begins another. Exit 1 where there is no log. */
export async function newLogCommand(args: Common & { readonly store: StorePlace }, io: Io): Promise<number> {
  const { store: place, lang, json } = args;
  if ("data" in place && !(await hasItems(place.data)))
    return says(io, exitCodes.unreadable, text(lang, `nessun dato in ${place.data}`, `no data in ${place.data}`));
  const store = await openStore(place);
  try {
    const ended = await endLogs(store.items);
    if (ended.length === 0)
      return says(io, exitCodes.refused, text(lang, "nessun registro da finire", "no log to end"));
    if (json) io.out(`${JSON.stringify({ ended })}\n`);
    else
      for (const { origin, size } of ended)
        io.out(
          printable(
            `${text(lang, `${origin} è finito con ${size} voci, e resta servito`, `${origin} ended with ${size} entries, and stays served`)}\n`,
          ),
        );
    return exitCodes.done;
  } finally {
    await store.close();
  }
}

/** No archive carries public copies. Without them pages lead to us: whatever is in their way, the data are restored. */
async function copied({ json, lang }: Common, io: Io, store: OpenStore): Promise<boolean> {
  if (!store.copies) return true;
  try {
    const remade = await remakeCopies(store, io);
    if (!json) io.out(`${copiesText(remade, lang)}\n`);
    return true;
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    const it = `I dati sono ripristinati, le copie pubbliche non tutte (${why}): «visto public-copies» con gli stessi depositi continua.`;
    const en = `The data are restored, not all public copies are (${why}): “visto public-copies” with the same buckets goes on.`;
    says(io, exitCodes.fault, text(lang, it, en));
    return false;
  }
}

/** `visto migrate`: brings a table to the form of this program; on a data folder `visto serve` does it by itself. */
export async function migrateCommand(args: Common & { readonly store: StorePlace }, io: Io): Promise<number> {
  const { store: place, lang } = args;
  if ("data" in place) {
    if (!(await hasItems(place.data)))
      return says(io, exitCodes.unreadable, text(lang, `nessun dato in ${place.data}`, `no data in ${place.data}`));
    const { openItems } = await import("../../local/open-items.ts");
    (await openItems(place.data, (line) => io.err(`${line}\n`))).close();
    io.out(text(lang, "fatto\n", "done\n"));
    return exitCodes.done;
  }
  const store = await openStore(place);
  const migrated = await migrateStore(store.items, {
    told: ({ id, seen, done }) => io.err(`${id}: ${seen}${done ? " ✓" : ""}\n`),
  });
  if (!migrated.ok) return says(io, exitCodes.refused, migrated.refusal.why[lang]);
  const ran = migrated.ran.join(", ") || text(lang, "niente da fare", "nothing to do");
  io.out(args.json ? `${JSON.stringify(migrated)}\n` : `${text(lang, "forma", "form")} ${migrated.form}: ${ran}\n`);
  return exitCodes.done;
}

function says(io: Io, code: number, line: string): number {
  io.err(printable(`${line}\n`));
  return code;
}

/** One line a thousand, on a terminal alone. */
const progress = (io: Io) => (what: string, count: number) => {
  if (io.colour) io.err(`\r${what} ${count} `);
};

function done(args: Common, io: Io, manifest: Manifest, sha256: string | undefined, more: object = {}): number {
  const { counts, registers, form } = manifest;
  if (args.json)
    io.out(`${JSON.stringify({ form, counts, registers, ...(sha256 ? { manifest: sha256 } : {}), ...more })}\n`);
  else {
    const { lang } = args;
    const lines = [
      text(
        lang,
        `${counts.items} elementi, ${counts.acts} atti, ${counts.objects} oggetti, ${counts.bytes} byte; forma ${form}`,
        `${counts.items} items, ${counts.acts} acts, ${counts.objects} objects, ${counts.bytes} bytes; form ${form}`,
      ),
      ...registers.map(({ pk, last, headHash }) => `${pk}: ${last} ${headHash}`),
      ...(sha256 ? [text(lang, `impronta del manifesto ${sha256}`, `digest of the manifest ${sha256}`)] : []),
    ];
    io.out(printable(`${lines.join("\n")}\n`));
  }
  return exitCodes.done;
}

function unsound(args: Common, io: Io, findings: readonly Finding[]): number {
  if (args.json) io.out(`${JSON.stringify({ findings })}\n`);
  else {
    const [it, en] = [0, 1];
    for (const { code, where } of findings)
      io.err(printable(`${code} ${where}: ${archiveFindings[code].split(" / ")[args.lang === "it" ? it : en]}\n`));
  }
  return exitCodes.refused;
}
