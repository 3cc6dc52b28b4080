import { bodyOfFolder, type Items } from "../shared/workflow/index.ts";
import { hasDemoClock } from "./demo-clock.ts";

/** What a data folder is: of a body that was set up, of the demo, or of nobody yet. */
export type Folder =
  | { readonly of: "body"; readonly tenant: string }
  | { readonly of: "demo" }
  | { readonly of: "nobody" };

export async function folderOf(items: Items): Promise<Folder> {
  const tenant = await bodyOfFolder(items);
  if (tenant !== undefined) return { of: "body", tenant };
  return { of: (await hasDemoClock(items)) ? "demo" : "nobody" };
}
