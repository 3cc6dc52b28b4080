import { MalformedError } from "../error.ts";

/** What a reader finds, or the answer given for bytes that cannot be read. Other faults are faults. */
export function safely<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedError) return otherwise;
    throw error;
  }
}
