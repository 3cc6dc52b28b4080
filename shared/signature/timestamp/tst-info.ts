import { type DigestName, digestOfOid } from "../algorithms/digests.ts";
import { TAG } from "../der/node.ts";
import { readOid } from "../der/oid.ts";
import { childrenOf, readWhole } from "../der/read.ts";
import { readTime } from "../der/time.ts";
import { readOctets } from "../der/value.ts";

/** What a timestamp token attests (RFC 3161 §2.4.2). */
export interface TstInfo {
  /** Digest of the stamped data, null when not a known one. */
  readonly digest: DigestName | null;
  readonly imprint: Uint8Array;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Decodes a DER TSTInfo. @throws {MalformedError} */
export function readTstInfo(bytes: Uint8Array): TstInfo {
  const [, , imprint, , time] = childrenOf(readWhole(bytes), TAG.sequence, "TSTInfo");
  const [algorithm, hash] = childrenOf(imprint, TAG.sequence, "messageImprint");
  const oid = readOid(childrenOf(algorithm, TAG.sequence, "imprint algorithm")[0]);
  return { digest: digestOfOid(oid), imprint: readOctets(hash), time: readTime(time) };
}
