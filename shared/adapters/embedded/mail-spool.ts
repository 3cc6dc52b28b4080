import { randomBytes } from "node:crypto";
import { open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { Mail, Message } from "../../workflow/ports/world.ts";
import { makeFolderDurably, syncFolder } from "./object-place.ts";

const messageSchema = z.object({
  id: z.string(),
  to: z.object({ name: z.string(), email: z.string() }),
  subject: z.string(),
  text: z.string(),
  html: z.string().optional(),
  at: z.string(),
  about: z.object({ actId: z.string(), kind: z.string() }),
});

/** The mails of a body that has no mail server yet: one file each, shown by the mailbox page. */
export type MailSpool = Mail & {
  /** The newest first. */
  list(): Promise<Message[]>;
  find(id: string): Promise<Message | undefined>;
};

/**
 * A spool in `dir`, readable by its owner only. A message that `send` resolved for is whole on the disk: written beside,
 * synced, then renamed; after a kill there is the whole message or none.
 */
export async function openMailSpool(dir: string): Promise<MailSpool> {
  await makeFolderDurably(dir);
  for (const name of await readdir(dir)) if (name.endsWith(".tmp")) await rm(join(dir, name), { force: true });
  const read = async (name: string) => messageSchema.parse(JSON.parse(await readFile(join(dir, name), "utf8")));
  const names = async () => (await readdir(dir)).filter((name) => /^[0-9A-Z]+\.json$/.test(name)).sort();
  return {
    async send(message) {
      if (!/^[0-9A-Z]+$/.test(message.id))
        throw new RangeError(`a message id of capital letters and digits, not ${message.id}`);
      const path = join(dir, `${message.id}.json`);
      const beside = `${path}.${randomBytes(6).toString("hex")}.tmp`;
      const file = await open(beside, "wx", 0o600);
      try {
        await file.writeFile(JSON.stringify(message, null, 2));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, path);
      await syncFolder(dir);
    },
    // Ids sort by time.
    list: async () => Promise.all((await names()).reverse().map(read)),
    find: async (id) => ((await names()).includes(`${id}.json`) ? read(`${id}.json`) : undefined),
  };
}
