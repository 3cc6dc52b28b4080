import type { Action, Condition, Update } from "../ports/items.ts";

/**
 * The same actions, with those updates made one that name the same item: a transaction takes one action an item, and
 * the store charges each. Their conditions all hold together; they name different attributes.
 * @throws when two of them name the same attribute
 */
export function joinUpdates(actions: readonly Action[]): Action[] {
  const places = new Map<string, number>();
  const joined: Action[] = [];
  for (const action of actions) {
    const name = "update" in action ? JSON.stringify([action.update.pk, action.update.sk]) : undefined;
    const at = name === undefined ? undefined : places.get(name);
    if (at !== undefined) joined[at] = both(joined[at] as Update, action as Update);
    else {
      if (name !== undefined) places.set(name, joined.length);
      joined.push(action);
    }
  }
  return joined;
}

const named = ({ set, add, remove }: Update) => [...Object.keys({ ...set, ...add }), ...(remove ?? [])];

function both(first: Update, second: Update): Update {
  const twice = named(first).filter((name) => named(second).includes(name));
  if (twice.length > 0) throw new Error(`${first.update.sk}: two changes of ${twice.join(", ")}`);
  const conditions = [first.if, second.if].filter((one): one is Condition => one !== undefined);
  const [only, another] = conditions;
  const remove = [...(first.remove ?? []), ...(second.remove ?? [])];
  return {
    update: first.update,
    ...(first.set || second.set ? { set: { ...first.set, ...second.set } } : {}),
    ...(first.add || second.add ? { add: { ...first.add, ...second.add } } : {}),
    ...(remove.length > 0 ? { remove } : {}),
    ...(another ? { if: { all: conditions } } : only ? { if: only } : {}),
  };
}
