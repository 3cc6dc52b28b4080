import { decimal, fromBase64, toBase64 } from "./encoding.ts";
import { type Hash, hashBytes } from "./hash.ts";
import { isKeyName, type Note, readNote } from "./note.ts";

/** A tree's head as the log signs it (C2SP tlog-checkpoint). */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Hash };

/** The text that is signed: origin, size and root, a line each. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${toBase64(root)}\n`;

/** Reads a signed checkpoint; `undefined` when it is none. Whose signature holds is for `checkNote` to say. */
export function readCheckpoint(text: string): (Checkpoint & { readonly note: Note }) | undefined {
  const note = readNote(text);
  const [origin = "", sizeText = "", rootText = "", ...rest] = note?.text.split("\n") ?? [];
  const size = decimal(sizeText);
  const root = fromBase64(rootText);
  // Extension lines are allowed by the format, and nothing in them is believed; an empty one is not.
  if (!note || rest.at(-1) !== "" || rest.slice(0, -1).some((line) => line === "")) return undefined;
  if (!isKeyName(origin) || size === undefined || root?.length !== hashBytes) return undefined;
  return { origin, size, root, note };
}
