import { join } from "node:path";
import { type FileObjects, openFileObjects } from "../../shared/adapters/embedded/file-objects.ts";
import { listFiles } from "../support/list-files.ts";
import { makeFolder, removeFolder } from "../support/temp-folder.ts";
import { startUploadServer } from "../support/upload-server.ts";
import { objectsContract } from "./objects.contract.ts";

objectsContract("files", async () => {
  const folder = await makeFolder();
  const now = () => new Date("2025-12-24T10:00:00Z");
  let objects: FileObjects | undefined;
  const server = await startUploadServer(() => {
    if (objects === undefined) throw new Error("the store is not open");
    return objects;
  });
  objects = await openFileObjects({
    dir: join(folder, "objects"),
    now,
    secret: new Uint8Array(32).fill(7),
    uploadBase: server.url,
  });
  return {
    objects,
    now,
    everything: () => listFiles(folder),
    async close() {
      await server.close();
      await removeFolder(folder);
    },
  };
});
