// Restores an archive and says so before each write, so that a test can kill it at one of them.
import process from "node:process";
import { openArchiveFolder } from "../../shared/adapters/embedded/archive-folder.ts";
import { restoreArchive } from "../../shared/workflow/index.ts";
import { openFolderStore } from "../support/archive-store.ts";

const [from = "", to = ""] = process.argv.slice(2);
const store = await openFolderStore(to);
// Whoever reads the line has time to kill before the write has ended, or just after: both are moments of a power cut.
const say = () => new Promise<void>((resolve) => process.stdout.write("write\n", () => resolve()));
const items: typeof store.items = {
  ...store.items,
  async transact(actions, token) {
    await say();
    return store.items.transact(actions, token);
  },
};
const objects: typeof store.objects = {
  ...store.objects,
  async create(target, bytes) {
    await say();
    return store.objects.create(target, bytes);
  },
};
const restored = await restoreArchive(await openArchiveFolder(from), { items, objects });
store.close();
process.stdout.write(restored.ok ? "restored\n" : "refused\n");
