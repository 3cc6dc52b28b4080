import { readProofFile } from "../../shared/register/log/index.ts";
import { type Report, verifyBytes } from "../../shared/signature/index.ts";
import type { Files, Io, Language } from "../io.ts";
import { readOrTell, readTrustFolder } from "../trust-folder.ts";

export type StampArguments = {
  /** A TimeStampResp or a token over the proof's checkpoint. */
  readonly timestamp: string;
  /** A folder of certificates and trusted lists, as for `verify`. */
  readonly trust?: string;
  readonly lang: Language;
};

/** What a timestamp over the root says: `time` is the authority's word, and worth what `verdict` says. */
export type JudgedStamp = {
  readonly verdict: Report["verdict"];
  readonly time: string | null;
  readonly reasons: readonly string[];
};

/**
 * Judges a timestamp over the checkpoint of a proof, word for word as it stands in the proof, by the verifier of
 * signatures: without trust it is undetermined at best, and one over another checkpoint is not valid.
 * `null` where a file cannot be read or is no timestamp, which is said.
 */
export async function judgeStamp(
  { timestamp, trust, lang }: StampArguments,
  proof: string,
  at: Date,
  io: Io,
  files: Files,
): Promise<JudgedStamp | null> {
  const bytes = await readOrTell(io, timestamp, lang);
  const believed = trust === undefined ? { anchors: [] } : await readTrustFolder(trust, io, files, lang);
  if (bytes === null || believed === null) return null;
  const detachedContent = new TextEncoder().encode(readProofFile(proof)?.checkpoint ?? "");
  const { format, verdict, signatures } = verifyBytes(bytes, { ...believed, at, language: lang, detachedContent });
  if (format !== "tst") {
    io.err(lang === "it" ? `${timestamp}: non è una marca temporale.\n` : `${timestamp}: no timestamp.\n`);
    return null;
  }
  const [token] = signatures;
  return {
    verdict,
    time: token?.time ?? null,
    reasons: token?.reasons.map(({ message }) => message) ?? [],
  };
}
