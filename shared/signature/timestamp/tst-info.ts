import { type DigestName, digestOfOid } from "../algorithms/digests.ts";
import { contentBytes, contextPrimitive, type DerNode, TAG } from "../der/node.ts";
import { readOid } from "../der/oid.ts";
import { childrenOf, readWhole } from "../der/read.ts";
import { readTime } from "../der/time.ts";
import { readOctets, readSmallInteger } from "../der/value.ts";
import { MalformedError } from "../error.ts";

/** What a timestamp token attests (RFC 3161 §2.4.2). */
export interface TstInfo {
  /** Digest of the stamped data, null when not a known one. */
  readonly digest: DigestName | null;
  readonly imprint: Uint8Array;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Milliseconds, null when not stated. */
  readonly accuracy: number | null;
}

/** Decodes a DER TSTInfo, version 1 only. @throws {MalformedError} */
export function readTstInfo(bytes: Uint8Array): TstInfo {
  const parts = childrenOf(readWhole(bytes), TAG.sequence, "TSTInfo");
  const [version, policy, imprint, , time] = parts;
  if (readSmallInteger(version, "TSTInfo version") !== 1) {
    throw new MalformedError("DER_BAD_VALUE", "a TSTInfo that is not of version 1", version?.start ?? 0);
  }
  readOid(policy, "TSA policy");
  const [algorithm, hash] = childrenOf(imprint, TAG.sequence, "messageImprint");
  const oid = readOid(childrenOf(algorithm, TAG.sequence, "imprint algorithm")[0]);
  const accuracy = parts.slice(5).find(({ tag }) => tag === TAG.sequence);
  return {
    digest: digestOfOid(oid),
    imprint: readOctets(hash),
    time: readTime(time),
    accuracy: accuracy === undefined ? null : readAccuracy(accuracy),
  };
}

/** Seconds, and `[0]` milliseconds, `[1]` microseconds; the sum rounded up to milliseconds. */
function readAccuracy(node: DerNode): number {
  let micros = 0;
  for (const part of childrenOf(node, TAG.sequence, "accuracy")) {
    if (part.tag === TAG.integer) micros += readSmallInteger(part, "seconds") * 1_000_000;
    else if (part.tag === contextPrimitive(0)) micros += small(part) * 1000;
    else if (part.tag === contextPrimitive(1)) micros += small(part);
  }
  return Math.ceil(micros / 1000);
}

const small = (node: DerNode): number =>
  contentBytes(node)
    .subarray(0, 3)
    .reduce((sum, octet) => sum * 256 + octet, 0);
