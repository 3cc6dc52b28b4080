import { createHash } from "node:crypto";
import { type Language, sentence } from "./messages.ts";
import type { Policy } from "./policy.ts";
import type { Report } from "./report.ts";

export interface VerifyOptions {
  readonly fileName?: string;
  /** Certificates that are trusted without proof, DER or PEM. None: attendibilità non verificata. */
  readonly anchors: readonly Uint8Array[];
  /** What a detached signature signs. */
  readonly detachedContent?: Uint8Array;
  /** The moment at which the verdict is made. */
  readonly at: Date;
  readonly policy?: Policy;
  readonly language?: Language;
  /** Larger files are answered `undetermined` / `TOO_LARGE`. 256 MB when absent. */
  readonly maxBytes?: number;
}

/**
 * Verifies every signature in a file.
 *
 * Never throws because of the bytes: what cannot be read or is not covered is `undetermined` with a reason.
 */
export function verifyBytes(bytes: Uint8Array, options: VerifyOptions): Report {
  const message = sentence("NOT_IMPLEMENTED", options.language ?? "it");
  return {
    file: options.fileName ?? "",
    sha256: createHash("sha256").update(bytes).digest("hex").toUpperCase(),
    size: bytes.length,
    format: "other",
    verdict: "undetermined",
    signatures: [],
    content: null,
    disagreements: [],
    impronta: null,
    error: { code: "NOT_IMPLEMENTED", message },
  };
}
