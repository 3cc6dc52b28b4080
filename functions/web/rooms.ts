import type { Mount } from "./frame.ts";

/**
 * Addresses of a face that are read together, when the first of them is asked for: what one page needs is a small part of
 * its face, and a process may live for one request.
 */
export type Room = {
  /** The addresses, where no room before this one has them. */
  readonly at: RegExp;
  readonly mounts: () => Promise<readonly Mount[]>;
};

/** The room of an address; the last one has what no other has. */
export function roomOf<R extends Room>(rooms: readonly R[], path: string): R {
  const found = rooms.find(({ at }) => at.test(path)) ?? rooms.at(-1);
  if (found === undefined) throw new Error("a face without rooms");
  return found;
}
