import * as z from "zod";
import { type Registration, refusal, romeDay, type SignedHead, yearOf } from "../../act/index.ts";
import { chainSlot, openingHash } from "../../register/index.ts";
import { changeAct, type Intent } from "../model/change-act.ts";
import { keys } from "../model/keys.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import type { Items } from "../ports/items.ts";
import type { ChangeWorld } from "../world.ts";
import { consume, type OutboxEvent } from "./consume.ts";

const counterSchema = z.object({
  last: z.int().min(0),
  lastDate: z.string(),
  headHash: z.string(),
  state: z.enum(["OPEN", "CLOSED"]),
});

/**
 * Gives the next number to a signed act: counter, register slot, act and audit entry in one transaction. Nothing else
 * ever moves the counter, so there is no gap and no duplicate, and the order of numbers is the order of dates.
 * The year is that of the numbering instant in Rome.
 */
export async function assignNumber(world: ChangeWorld, event: OutboxEvent): Promise<void> {
  await consume(world, event, "registrar", async () => {
    const numbered = await changeAct(world, event.actId, (head, now) =>
      head.state === "SIGNED" ? numberIntent(world, head, now) : { done: true },
    );
    if (!numbered.ok) throw new Error(`act ${event.actId}: ${numbered.refusal.code} ${numbered.refusal.why.it}`);
  });
}

async function numberIntent(world: ChangeWorld, head: SignedHead, now: string): Promise<Intent> {
  const { tenant, register } = world.settings;
  const date = romeDay(now);
  const year = yearOf(date);
  const key = keys.counter(tenant, register, year);
  const item = (await world.items.get(key)) ?? (await openNewYear(world, year));
  if (!item) return { refusal: no("REGISTER_NOT_OPEN", { register, year }) };
  const counter = counterSchema.parse(item);
  if (counter.state !== "OPEN") return { refusal: no("REGISTER_NOT_OPEN", { register, year }) };
  if (counter.lastDate > date) return { refusal: refusal("NUMBER_NOT_NEXT", { date, lastDate: counter.lastDate }) };
  const number = counter.last + 1;
  const slot = chainSlot(counter.headHash, {
    register,
    year,
    number,
    date,
    actId: head.actId,
    manifestDigest: head.manifestDigest,
    original: head.signed.sha256,
  });
  const registration: Registration = { register, year, number, date, slotHash: slot.hash, at: now };
  return {
    command: { type: "assignNumber", registration },
    extra: () => [
      {
        update: key,
        set: { last: number, lastDate: date, headHash: slot.hash },
        if: {
          all: [
            { attr: "last", op: "=", value: counter.last },
            { attr: "state", op: "=", value: "OPEN" },
            { attr: "headHash", op: "=", value: counter.headHash },
          ],
        },
      },
      { put: { ...keys.registerSlot(tenant, register, year, number), ...slot }, if: { absent: "pk" } },
      { put: { ...keys.numberIndex(tenant, year, number), actId: head.actId }, if: { absent: "pk" } },
    ],
  };
}

/** A register that ran last year goes on at 1; the very first year is opened by hand, because it may start in mid-year. */
async function openNewYear(world: ChangeWorld, year: number) {
  const { tenant, register } = world.settings;
  const lastYear = await world.items.get(keys.counter(tenant, register, year - 1));
  if (!lastYear) return undefined;
  await openRegister(world, { year, lastNumber: 0, lastDate: `${year}-01-01`, source: "anno nuovo" });
  return world.items.get(keys.counter(tenant, register, year));
}

/** The counter of a register that begins after a declared last number. */
export const registerOpening = (
  { tenant, register }: Pick<ChangeWorld["settings"], "tenant" | "register">,
  opening: { readonly year: number; readonly lastNumber: number; readonly lastDate: string; readonly source: string },
  at: string,
) => ({
  ...keys.counter(tenant, register, opening.year),
  last: opening.lastNumber,
  opened: opening.lastNumber,
  lastDate: opening.lastDate,
  headHash: openingHash(register, opening.year, opening.lastNumber),
  state: "OPEN",
  source: opening.source,
  openedAt: at,
});

/** Opens the register of a year at a declared last number, with its source. Opening it again changes nothing. */
export async function openRegister(
  world: Pick<ChangeWorld, "items" | "settings" | "clock">,
  opening: { readonly year: number; readonly lastNumber: number; readonly lastDate: string; readonly source: string },
): Promise<Answer<"opened" | "already-open">> {
  const { tenant, register } = world.settings;
  if (!Number.isInteger(opening.lastNumber) || opening.lastNumber < 0)
    return refuse(
      no("REQUEST_NOT_VALID", {
        field: "lastNumber",
        value: opening.lastNumber,
        expectation: "un numero intero non negativo / a whole number that is not negative",
      }),
    );
  const item = registerOpening({ tenant, register }, opening, world.clock());
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const written = await world.items.transact([{ put: item, if: { absent: "pk" } }]);
    if (written.ok) return answer("opened");
    if (written.reason === "condition") return answer("already-open");
  }
  throw new Error("the register's opening was contended");
}

export async function registerState(items: Items, tenant: string, register: string, year: number) {
  const item = await items.get(keys.counter(tenant, register, year));
  return item ? counterSchema.extend({ opened: z.int(), source: z.string() }).parse(item) : undefined;
}
