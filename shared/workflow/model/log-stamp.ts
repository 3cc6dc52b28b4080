import * as z from "zod";
import type { Items } from "../ports/items.ts";
import { keys } from "./keys.ts";

const stampSchema = z.object({ day: z.string(), number: z.int().positive(), size: z.int().positive() });
/** Which checkpoint of which log was stamped last, and on which day of Rome that was. */
export type LogStamp = z.infer<typeof stampSchema>;

export async function readStamp(items: Items, tenant: string): Promise<LogStamp | undefined> {
  const item = await items.get(keys.logStamp(tenant));
  return item && stampSchema.parse(item);
}
