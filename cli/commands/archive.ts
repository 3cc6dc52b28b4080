import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { isEmptyFolder, openArchiveFolder } from "../../shared/adapters/embedded/archive-folder.ts";
import {
  archiveFindings,
  exportArchive,
  type Finding,
  type Manifest,
  migrateStore,
  restoreArchive,
  verifyArchive,
} from "../../shared/workflow/index.ts";
import { hasItems, type OpenStore, openStore, type StorePlace } from "../archive-stores.ts";
import { exitCodes, type Io, type Language } from "../io.ts";
import { printable } from "../printable.ts";
import { copiesText, remakeCopies } from "./public-copies.ts";

type Common = { readonly json: boolean; readonly lang: Language };
export type ExportArguments = Common & { readonly from: StorePlace; readonly out: string };
export type RestoreArguments = Common & { readonly from: string; readonly to: StorePlace };

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
    const exported = await exportArchive(store, await openArchiveFolder(out), progress(io));
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
    const restored = await restoreArchive(await openArchiveFolder(from), store, progress(io));
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
