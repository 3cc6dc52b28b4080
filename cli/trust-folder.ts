import type { RefusedList, TrustStore } from "../shared/signature/index.ts";
import type { Files, Io, Language } from "./io.ts";
import { printable } from "./printable.ts";

/** What a folder says is trusted. `trustedLists` is absent when it holds no list. */
export interface FolderTrust {
  readonly anchors: Uint8Array[];
  readonly trustedLists?: TrustStore;
}

/** The certificates and lists in a folder, as bytes. */
export interface TrustFiles {
  readonly certificates: readonly Uint8Array[];
  readonly lists: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

/**
 * Certificates and signed trusted lists in a folder, or null when it cannot be listed.
 *
 * Whoever fills the folder decides: certificates in it are anchors, and may sign lists. What is neither is told and
 * does not stop the others; so is a list that is not believed.
 */
export async function readTrustFolder(
  folder: string,
  io: Io,
  files: Pick<Files, "listFolder">,
  lang: Language,
): Promise<FolderTrust | null> {
  const found = await readTrustFiles(folder, io, files, lang);
  if (found === null) return null;
  const certificates = [...found.certificates];
  if (found.lists.length === 0) return { anchors: certificates };
  const { readTrustedLists } = await import("../shared/signature/index.ts");
  const trustedLists = readTrustedLists(
    found.lists.map(({ bytes }) => bytes),
    { signers: certificates.flatMap(derOf) },
  );
  for (const refused of trustedLists.refused) {
    if (refused.problem !== "LIST_SUPERSEDED") io.err(printable(`${folder}: ${refusalText(refused, lang)}\n`));
  }
  return { anchors: certificates, trustedLists };
}

export async function readTrustFiles(
  folder: string,
  io: Io,
  files: Pick<Files, "listFolder">,
  lang: Language,
): Promise<TrustFiles | null> {
  let paths: readonly string[];
  try {
    paths = await files.listFolder(folder);
  } catch (error) {
    return tell(io, folder, lang, error);
  }
  const certificates: Uint8Array[] = [];
  const lists: { path: string; bytes: Uint8Array }[] = [];
  for (const path of paths.filter((each) => /\.(pem|crt|cer|der|xml)$/i.test(each))) {
    const bytes = await readOrTell(io, path, lang);
    if (bytes === null) continue;
    if (/\.xml$/i.test(path)) lists.push({ path, bytes });
    else if (await isCertificate(io, path, lang, bytes)) certificates.push(bytes);
  }
  return { certificates, lists };
}

async function isCertificate(io: Io, path: string, lang: Language, bytes: Uint8Array): Promise<boolean> {
  const { gather, MalformedError } = await import("../shared/signature/index.ts");
  try {
    gather(new Uint8Array(), { anchors: [bytes] });
    return true;
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    tell(io, path, lang, error);
    return false;
  }
}

/** The certificates in PEM or DER bytes, as DER. */
export function derOf(bytes: Uint8Array): Uint8Array[] {
  if (bytes[0] === 0x30) return [bytes];
  const blocks = Buffer.from(bytes).toString("latin1").split("-----BEGIN CERTIFICATE-----").slice(1);
  return blocks.map((block) => new Uint8Array(Buffer.from(block.slice(0, block.indexOf("-----END")), "base64")));
}

const problems: Readonly<Record<RefusedList["problem"], readonly [italian: string, english: string]>> = {
  LIST_UNREADABLE: ["non si legge come elenco di fiducia", "cannot be read as a trusted list"],
  LIST_NOT_SIGNED: ["non è firmato", "is not signed"],
  LIST_SIGNATURE_FORM: ["la firma non ha la forma prevista", "its signature has not the required form"],
  LIST_CONTENT_CHANGED: ["il contenuto non è quello firmato", "its content is not the one that was signed"],
  LIST_SIGNATURE_WRONG: ["la firma non corrisponde al certificato", "its signature does not match its certificate"],
  LIST_ALGORITHM: ["la firma usa un algoritmo non ammesso", "its signature uses an algorithm that is not allowed"],
  LIST_SIGNER_NOT_TRUSTED: ["chi lo ha firmato non è fra i firmatari ammessi", "its signer is not among those allowed"],
  LIST_SIGNER_NAME_ONLY: [
    "chi lo ha firmato porta il nome di un firmatario ammesso, ma un'altra chiave",
    "its signer bears the name of an allowed one under another key",
  ],
  LIST_SEQUENCE_ROLLBACK: ["è più vecchio di quello già noto", "is older than the one already known"],
  LIST_SUPERSEDED: ["è superato da uno più recente", "is superseded by a newer one"],
  LIST_TERRITORY: ["l'elenco degli elenchi non nomina quel territorio", "no list of the lists names its territory"],
};

/** One sentence about a list that is not believed. */
export function refusalText({ territory, sequence, sha256, problem, detail }: RefusedList, lang: Language): string {
  const name = territory === null ? `SHA-256 ${sha256}` : `${territory} ${sequence ?? "?"}`;
  const [italian, english] = problems[problem];
  return lang === "it"
    ? `elenco ${name} respinto: ${italian} (${detail})`
    : `list ${name} refused: ${english} (${detail})`;
}

export async function readOrTell(io: Io, path: string, lang: Language): Promise<Uint8Array | null> {
  try {
    return await io.readFile(path);
  } catch (error) {
    return tell(io, path, lang, error);
  }
}

export function tell(io: Io, path: string, lang: Language, error: unknown): null {
  const reason = error instanceof Error ? error.message : String(error);
  io.err(printable(lang === "it" ? `${path}: non si legge (${reason})\n` : `${path}: unreadable (${reason})\n`));
  return null;
}
