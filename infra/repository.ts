import { join } from "node:path";

/** Absolute path of a file of the repository, wherever the command was started. */
export const repository = (path: string): string => join(import.meta.dirname, "..", path);
