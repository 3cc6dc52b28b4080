import type { ActHead, Command } from "../../../shared/act/index.ts";

/** One turn of a random life: given where the act stands, a command that is often, but by no means always, in order. */
export type Turn = (head: ActHead | undefined, step: number) => Command;
