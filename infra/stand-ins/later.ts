/** Something that is made when it is first used, and is like it from then on: `schemas-when-used.ts` says for what. */
export function later<T extends object>(make: () => T): T {
  let made: T | undefined;
  const own = (): T => {
    made ??= make();
    return made;
  };
  return new Proxy({} as T, {
    get: (_, key) => Reflect.get(own(), key, own()),
    set: (_, key, value) => Reflect.set(own(), key, value, own()),
    has: (_, key) => Reflect.has(own(), key),
    ownKeys: () => Reflect.ownKeys(own()),
    getPrototypeOf: () => Reflect.getPrototypeOf(own()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(own(), key);
      // What the stand-in itself does not have can only be told as something that may go.
      return found && { ...found, configurable: true };
    },
  });
}
