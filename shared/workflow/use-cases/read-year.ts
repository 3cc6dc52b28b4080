import { romeDay } from "../../act/index.ts";
import { chainedSlotSchema } from "../../register/index.ts";
import type { RegisterYear } from "../../register/log/index.ts";
import { keys } from "../model/keys.ts";
import { allItems } from "../ports/items.ts";
import type { World } from "../world.ts";
import { registerState } from "./assign-number.ts";

type YearWorld = Pick<World, "settings" | "items" | "clock">;

/**
 * The year of the register as anybody may read it: every number that was given, published or not. `undefined` where the
 * register of that year was never opened. After the years of transparency no slot shows its content any more.
 */
export async function readRegisterYear(world: YearWorld, year: number): Promise<RegisterYear | undefined> {
  const { tenant, register } = world.settings;
  const counter = await registerState(world.items, tenant, register, year);
  if (!counter) return undefined;
  const published = await publishedNumbers(world, year);
  const isOver = romeDay(world.clock()) > `${year + 5}-12-31`;
  const { pk } = keys.counter(tenant, register, year);
  const slots: RegisterYear["slots"] = [];
  for await (const item of allItems(world.items, { pk, sk: { beginsWith: "N#" } })) {
    const { number, date, hash, actId, manifestDigest, original } = chainedSlotSchema.parse(item);
    // A number that was given since the counter was read is of the next answer.
    if (number > counter.last) break;
    const act = published.has(number) && !isOver ? { act: { actId, manifestDigest, original } } : {};
    slots.push({ number, date, hash, ...act });
  }
  return { register, year, opened: counter.opened, last: counter.last, slots };
}

async function publishedNumbers({ items, settings }: YearWorld, year: number): Promise<Set<number>> {
  const numbers = new Set<number>();
  const query = { index: "gsi3", pk: `${settings.tenant}#PUB`, sk: { beginsWith: `${year}#` } } as const;
  for await (const item of allItems(items, query)) numbers.add(Number(String(item["gsi3sk"]).split("#")[1]));
  return numbers;
}
