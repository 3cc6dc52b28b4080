import type { ObjectRef } from "./objects.ts";

/** What a scanner found in the bytes of one version. `not-scannable`: it cannot look into such a file, and says so. */
export type ScanResult = "clean" | "infected" | "not-scannable";

/** Whoever looks for malware in what people upload. */
export interface Scans {
  /**
   * What was found in that version; `undefined` while nobody has looked yet.
   * @throws when the scanner failed: nothing is known about the bytes then, and that is no verdict about them
   */
  resultOf(ref: ObjectRef): Promise<ScanResult | undefined>;
}
