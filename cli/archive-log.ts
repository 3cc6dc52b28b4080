import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { putFile } from "../local/demo/durable-file.ts";
import { logKeyFrom } from "../shared/adapters/embedded/log-key.ts";
import { readVerifierLine } from "../shared/register/log/index.ts";
import { type ArchiveFiles, type LogChoice, type LogEnd, logKeyPath } from "../shared/workflow/index.ts";
import type { StorePlace } from "./archive-stores.ts";

/** What an operator says of the public log of an archive; neither: what the archive itself makes possible. */
export type LogWish = { readonly newLog?: boolean; readonly keepLog?: boolean };

/** The secret half of the log's key, of a machine that has one; on AWS no key leaves KMS. */
export async function logKeyIn(place: StorePlace): Promise<Uint8Array | undefined> {
  if (!("data" in place)) return undefined;
  return readFile(join(place.data, logKeyPath)).then(
    (bytes) => new Uint8Array(bytes),
    () => undefined,
  );
}

/**
 * What becomes of an archive's logs in the store that it is restored into. Into a folder the archive's own key goes along,
 * if it is theirs; of any other key only the operator knows. `undefined`: nobody knows, and nothing may be written.
 */
export const logChoice =
  (files: ArchiveFiles, to: StorePlace, { newLog, keepLog }: LogWish) =>
  async (logs: readonly LogEnd[]): Promise<LogChoice | undefined> => {
    if (newLog) return "new";
    const secret = "data" in to ? await archivedKey(files, logs) : undefined;
    if ("data" in to && secret) return { keep: () => placeKey(join(to.data, logKeyPath), secret) };
    return keepLog ? { keep: async () => undefined } : undefined;
  };

async function archivedKey(files: ArchiveFiles, logs: readonly LogEnd[]): Promise<Uint8Array | undefined> {
  const stream = await files.read(logKeyPath);
  const parts: Uint8Array[] = [];
  for await (const part of stream ?? []) parts.push(part);
  const secret = new Uint8Array(Buffer.concat(parts));
  if (secret.length !== 32) return undefined;
  const own = Buffer.from(logKeyFrom(secret).publicKey);
  return logs.every(({ key }) => own.equals(readVerifierLine(key)?.publicKey ?? Buffer.alloc(0))) ? secret : undefined;
}

/** @throws where another key is there already: it may be somebody's only one */
async function placeKey(path: string, secret: Uint8Array): Promise<void> {
  await putFile(path, secret, { keepExisting: true });
  if (!Buffer.from(secret).equals(await readFile(path))) throw new Error(`${path}: another key is there already`);
}
