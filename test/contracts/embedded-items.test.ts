import { join } from "node:path";
import { openSqliteItems } from "../../shared/adapters/embedded/sqlite-items.ts";
import { makeFolder, removeFolder } from "../support/temp-folder.ts";
import { itemsContract } from "./items.contract.ts";

itemsContract("SQLite", async () => {
  const folder = await makeFolder();
  const items = openSqliteItems({
    file: join(folder, "data", "items.sqlite"),
    now: () => new Date("2025-12-24T10:00:00Z"),
  });
  return {
    items,
    async close() {
      items.close();
      await removeFolder(folder);
    },
  };
});
