import { gather } from "./gather/gather.ts";
import type { Sources } from "./gather/prepare.ts";
import { judge } from "./judge/judge.ts";
import type { Language } from "./messages.ts";
import { defaultPolicy, type Policy } from "./policy.ts";
import type { Report } from "./report.ts";

/**
 * - `anchors`: certificates that are trusted without proof, DER or PEM. None: attendibilità non verificata.
 * - `detachedContent`: what a detached signature signs.
 * - `sha256`: of the file, where the caller has computed it already; spares one pass over the bytes.
 * - `maxBytes`: larger files are answered `undetermined` / `TOO_LARGE`; 256 MB when absent.
 */
export interface VerifyOptions extends Sources {
  /** The moment at which the verdict is made. */
  readonly at: Date;
  readonly policy?: Policy;
  /** Of the messages; Italian when absent. */
  readonly language?: Language;
}

/**
 * Verifies every signature in a file: PDF, `.p7m`, `.p7s`, ASiC, XAdES, timestamp tokens, envelopes inside envelopes.
 *
 * Never throws because of the bytes: what cannot be read or is not covered is `undetermined` with a reason. What is
 * promised and what is not stands in README.md as a threat model.
 *
 * @throws {MalformedError} when an anchor is no certificate; {TypeError} when `sha256` is none
 */
export function verifyBytes(bytes: Uint8Array, options: VerifyOptions): Report {
  return judge(gather(bytes, options), options.policy ?? defaultPolicy, options.at, options.language ?? "it");
}
