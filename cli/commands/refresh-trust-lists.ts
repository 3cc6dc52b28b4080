import { createHash } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import {
  type ListOptions,
  readTrustedList,
  readTrustedLists,
  type TrustedList,
  type TrustStore,
} from "../../shared/signature/index.ts";
import { exitCodes, type Files, type Io, type Language } from "../io.ts";
import type { Download } from "../list-downloads.ts";
import { nodeFiles } from "../node-files.ts";
import { printable } from "../printable.ts";
import { derOf, readTrustFiles, refusalText, type TrustFiles } from "../trust-folder.ts";

export type RefreshArguments = {
  /** Address of the list of the lists. */
  readonly from: string;
  /** The folder that `visto verify --trust` reads. */
  readonly to: string;
  /** Territories whose lists are fetched, ISO 3166. */
  readonly territories: readonly string[];
  readonly lang: Language;
};

/**
 * `visto refresh-trust-lists --from URL --to DIR`: fetches the list of the lists and national lists, and keeps those
 * that are believed, each under the name of its territory.
 *
 * A list is written only when its signature holds, its signer is named by the list before it (through pivots) or by a
 * certificate in the folder, and its number is not below the one already there; a file is replaced whole or not at
 * all. Exit codes: 0 all fetched lists kept, 1 one was refused, 66 one could not be fetched, 64 usage.
 */
export async function refreshTrustListsCommand(
  args: RefreshArguments,
  io: Io,
  download: Download,
  files: Pick<Files, "listFolder"> = nodeFiles,
): Promise<number> {
  await mkdir(args.to, { recursive: true });
  const known = await readTrustFiles(args.to, io, files, args.lang);
  if (known === null) return exitCodes.unreadable;
  const options = optionsOf(known);
  const fetched = new Map<string, Uint8Array>();
  const session: Session = { args, io, download, known, options, fetched, failed: false };
  const root = await get(session, args.from);
  if (root === null) return exitCodes.unreadable;
  const lotl = readable(root);
  await addPivots(session, lotl);
  for (const { territory, location } of wanted(lotl, args.territories)) {
    if ((await get(session, location)) === null)
      say(session, `${territory}: non aggiornato`, `${territory}: not refreshed`);
  }
  return keep(session);
}

interface Session {
  readonly args: RefreshArguments;
  readonly io: Io;
  readonly download: Download;
  readonly known: TrustFiles;
  readonly options: ListOptions;
  /** By the address that each came from. */
  readonly fetched: Map<string, Uint8Array>;
  failed: boolean;
}

/** What the folder holds is what was seen last: signers from its certificates, numbers from its lists. */
function optionsOf({ certificates, lists }: TrustFiles): ListOptions {
  const signers = certificates.flatMap(derOf);
  const { lists: believed } = readTrustedLists(
    lists.map(({ bytes }) => bytes),
    { signers },
  );
  return { signers, previous: Object.fromEntries(believed.map(({ territory, sequence }) => [territory, sequence])) };
}

async function get(session: Session, url: string): Promise<Uint8Array | null> {
  try {
    const bytes = await session.download(url);
    session.fetched.set(url, bytes);
    return bytes;
  } catch (error) {
    session.failed = true;
    const reason = error instanceof Error ? error.message : String(error);
    say(session, `${url}: non scaricato (${reason})`, `${url}: not fetched (${reason})`);
    return null;
  }
}

function readable(bytes: Uint8Array): TrustedList | null {
  try {
    return readTrustedList(bytes);
  } catch {
    // Why it is not believed is told when it is weighed with the others.
    return null;
  }
}

const mostPivots = 20;

/** Without the lists in between, a list whose signer changed twice would not be believed. */
async function addPivots(session: Session, lotl: TrustedList | null): Promise<void> {
  const { refused } = weigh(session);
  const isCut = refused.some(
    ({ problem, sha256 }) => problem === "LIST_SIGNER_NOT_TRUSTED" && sha256 === lotl?.facts.sha256,
  );
  if (lotl === null || !isCut) return;
  for (const url of lotl.pivots.slice(0, mostPivots)) await get(session, url);
}

function weigh({ known, fetched, options }: Session): TrustStore {
  const { signers = [] } = options;
  return readTrustedLists([...known.lists.map(({ bytes }) => bytes), ...fetched.values()], { ...options, signers });
}

function wanted(lotl: TrustedList | null, territories: readonly string[]) {
  return (lotl?.pointers ?? []).filter(({ territory, isXml }) => isXml && territories.includes(territory));
}

async function keep(session: Session): Promise<number> {
  const { fetched, args } = session;
  const store = weigh(session);
  const bySha = new Map([...fetched.values()].map((bytes) => [sha256(bytes), bytes]));
  let refusals = 0;
  for (const refused of store.refused) {
    // Pivots are superseded as they should be, and what the folder held before is not today's news.
    if (refused.problem === "LIST_SUPERSEDED" || !bySha.has(refused.sha256)) continue;
    refusals++;
    say(session, refusalText(refused, "it"), refusalText(refused, "en"));
  }
  for (const list of store.lists) {
    const bytes = bySha.get(list.sha256);
    if (bytes === undefined) continue;
    await replaceFile(join(args.to, `${list.territory}.xml`), bytes);
    const until = list.nextUpdate === null ? "-" : new Date(list.nextUpdate).toISOString();
    const it = args.lang === "it";
    const line = it ? `valido fino al ${until}` : `in force until ${until}`;
    session.io.out(printable(`${list.territory} ${list.sequence}: ${line}\n`));
  }
  if (store.root === "own-pointers") sayRoot(session, store);
  if (refusals > 0) return exitCodes.refused;
  return session.failed ? exitCodes.unreadable : exitCodes.done;
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex").toUpperCase();

/** The first list is believed for itself: a person has to compare it once. */
function sayRoot(session: Session, { lists }: TrustStore): void {
  const signer = lists[0]?.signer ?? "-";
  say(
    session,
    `Il firmatario dell'elenco degli elenchi non è confermato da un certificato nella cartella: confrontarne l'impronta SHA-256 ${signer} con la Gazzetta ufficiale dell'Unione europea.`,
    `The signer of the list of the lists is confirmed by no certificate in the folder: compare its SHA-256 ${signer} with the Official Journal of the European Union.`,
  );
}

/** A reader of the folder sees the old file or the new one, never a part. */
async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.new`;
  try {
    const handle = await open(temporary, "w");
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function say({ args, io }: Session, italian: string, english: string): void {
  io.err(printable(`${args.lang === "it" ? italian : english}\n`));
}
