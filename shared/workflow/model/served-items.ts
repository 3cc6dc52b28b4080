import type { Items } from "../ports/items.ts";
import type { Clock } from "../ports/world.ts";
import { asForm, formKey, formRefusal, presentForm, type StoreRefusal } from "./store-form.ts";

/** Nothing may serve this store now: an archive is being restored into it, or a newer program writes it. */
export class StoreShut extends Error {
  override readonly name = "StoreShut";
  readonly code: StoreRefusal["code"];
  readonly refusal: StoreRefusal;
  constructor(refusal: StoreRefusal) {
    super(refusal.why.en);
    this.code = refusal.code;
    this.refusal = refusal;
  }
}

/** How long a process believes that the store may be served, milliseconds: a restore begins in an empty one. */
const believed = 10_000;

/**
 * The items of a store that may be served, for processes that come and go: one machine looks once, when it starts and is
 * alone. The mark is read again after ten seconds, beside what is asked for; before a write it is read first.
 * @throws {StoreShut} from each call while it may not; what was asked for was not done
 */
export function servedItems(items: Items, clock: Clock): Items {
  let until = 0;
  let looking: Promise<void> | undefined;
  const look = async (now: number) => {
    const item = await items.get(formKey);
    const refusal = item && formRefusal(asForm(item), presentForm);
    if (refusal) throw new StoreShut(refusal);
    until = now + believed;
  };
  const open = (): Promise<void> => {
    const now = Date.parse(clock());
    if (now < until) return Promise.resolve();
    looking ??= look(now).finally(() => {
      looking = undefined;
    });
    return looking;
  };
  const beside = async <T>(asked: Promise<T>): Promise<T> => (await Promise.all([asked, open()]))[0];
  return {
    get: (key) => beside(items.get(key)),
    query: (query) => beside(items.query(query)),
    transact: async (actions, token) => {
      await open();
      return items.transact(actions, token);
    },
  };
}

/** The same of a whole world. */
export const served = <W extends { readonly items: Items; readonly clock: Clock }>(world: W): W => ({
  ...world,
  items: servedItems(world.items, world.clock),
});
