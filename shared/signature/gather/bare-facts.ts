import type { Facts } from "../facts.ts";

/** What is said about any bytes at all. */
export function bareFacts(fileName: string, sha256: string, size: number): Facts {
  return {
    fileName,
    sha256,
    size,
    format: "other",
    unreadable: null,
    notCovered: null,
    encrypted: false,
    signatures: [],
    content: null,
    levelsLeftOut: false,
  };
}
