import type { World } from "../../shared/workflow/index.ts";

/** The process is gone: nothing that it still wanted to do happens. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/**
 * When something goes wrong, by the number of the call to a store, the mail or the renderer (from 1).
 * `kill`: the process dies right after that call was done, and every later call with it.
 * `before`: that call alone fails, undone. `after`: it is done, and its answer is lost.
 */
export type Plan = { readonly at: number; readonly how: "kill" | "before" | "after" };

export type Trace = { readonly calls: string[] };

const written = new Set(["transact", "create", "send"]);
export const isWrite = (call: string): boolean => written.has(call.split(".")[1] ?? "");

type Stores = Pick<World, "items" | "objects">;

/** Puts the plan between the use cases and their world; the trace names every call. */
export function faulty(plan: Plan | undefined, trace: Trace): (world: World) => World {
  const guard = guarding(plan, trace);
  return (world) => ({
    ...world,
    items: guard("items", world.items),
    objects: guard("objects", world.objects),
    mail: guard("mail", world.mail),
    renderer: guard("renderer", world.renderer),
  });
}

/** The same for what has stores alone. */
export function faultyStores<W extends Stores>(plan: Plan | undefined, trace: Trace, world: W): W {
  const guard = guarding(plan, trace);
  return { ...world, items: guard("items", world.items), objects: guard("objects", world.objects) };
}

function guarding(plan: Plan | undefined, trace: Trace) {
  let dead = false;
  return <T extends object>(port: string, target: T): T =>
    new Proxy(target, {
      get(object, name) {
        const member = Reflect.get(object, name);
        if (typeof member !== "function") return member;
        return async (...args: unknown[]) => {
          if (dead) throw new Killed();
          trace.calls.push(`${port}.${String(name)}`);
          const isHere = trace.calls.length === plan?.at;
          if (isHere && plan.how === "before") throw new Error("the store was away");
          const answer: unknown = await Reflect.apply(member, object, args);
          if (isHere && plan.how === "kill") dead = true;
          if (dead) throw new Killed();
          if (isHere) throw new Error("the answer was lost");
          return answer;
        };
      },
    });
}
