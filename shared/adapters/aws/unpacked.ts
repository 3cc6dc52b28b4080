import { join } from "node:path";

/**
 * A file beside a function's code, where Lambda unpacked it. Not beside the script that asks: a bundler puts that into a
 * piece of its own, in another folder.
 */
export const unpacked = (...names: readonly string[]): string =>
  join(process.env["LAMBDA_TASK_ROOT"] ?? import.meta.dirname, ...names);
