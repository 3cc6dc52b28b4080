import { commitTo } from "../../shared/register/index.ts";
import {
  checkpointText,
  digestBytes,
  leafHash,
  noteKey,
  rootOf,
  signatureLine,
  verifierLine,
  writeProofFile,
} from "../../shared/register/log/index.ts";
import { testLog } from "./log.ts";

const utf8 = new TextEncoder();

/** A proof of a file, in a log of two entries that a TEST key signs, and the line of that key. */
export async function proofFor(sha256: string): Promise<{ readonly proof: string; readonly line: string }> {
  const key = noteKey("borgosereno.example/log/TEST", testLog.key.publicKey);
  const data = { rev: 1, copy: sha256, original: null, seq: 3 };
  const event = { id: "01", type: "act.sealed.v1", subject: "A1", time: "2025-12-24T09:00:00.000Z", data };
  const salt = "0f".repeat(16);
  const other = leafHash(utf8.encode("another entry"));
  const root = rootOf([other, leafHash(digestBytes(commitTo(salt, event)))]);
  const text = checkpointText({ origin: key.name, size: 2, root });
  const checkpoint = `${text}\n${signatureLine(key, await testLog.key.sign(utf8.encode(text)))}`;
  const extra = utf8.encode(JSON.stringify({ salt, event }));
  return { proof: writeProofFile({ extra, index: 1, path: [other], checkpoint }), line: verifierLine(key) };
}
