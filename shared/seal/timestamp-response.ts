import { contextConstructed, type DerNode, rawBytes, TAG } from "../signature/der/node.ts";
import { readOid } from "../signature/der/oid.ts";
import { childrenOf, readWhole } from "../signature/der/read.ts";
import { integerKey, readOctets, readSmallInteger } from "../signature/der/value.ts";
import { MalformedError } from "../signature/error.ts";
import { sameBytes } from "../signature/text.ts";
import { readTstInfo } from "../signature/timestamp/tst-info.ts";
import { integer, sequence } from "./der/write.ts";
import { nonceInteger, type TimestampAsk } from "./timestamp-request.ts";

/**
 * Why an answer gives no token. `REJECTED`: the authority said no. `MALFORMED`: not a TimeStampResp in DER with a
 * token. `OTHER_IMPRINT`, `OTHER_NONCE`: an answer to another question.
 */
export type TimestampProblem = "REJECTED" | "MALFORMED" | "OTHER_IMPRINT" | "OTHER_NONCE";

export type TimestampAnswer =
  | { readonly ok: true; readonly token: Uint8Array }
  | { readonly ok: false; readonly problem: TimestampProblem; readonly detail: string };

const no = (problem: TimestampProblem, detail: string): TimestampAnswer => ({ ok: false, problem, detail });

/**
 * Reads a TimeStampResp (RFC 3161 §2.4.2): its token, the very octets, when the status is granted and the token
 * speaks of the imprint and the nonce that were asked for.
 *
 * Not promised: that the token's signature holds or that its authority is trusted. The verifier says that.
 */
export function readTimestampResponse(bytes: Uint8Array, ask: TimestampAsk): TimestampAnswer {
  try {
    const parts = childrenOf(readWhole(bytes), TAG.sequence, "TimeStampResp");
    const [code, ...more] = childrenOf(parts[0], TAG.sequence, "PKIStatusInfo");
    const status = readSmallInteger(code, "PKIStatus");
    // 0 granted, 1 granted with modifications: what may not be modified, imprint and nonce, is compared below.
    if (status > 1) return no("REJECTED", `status ${status}${wordsOf(more)}`);
    if (parts[1] === undefined || parts.length > 2) return no("MALFORMED", "a granted answer without one token");
    const token = rawBytes(parts[1]).slice();
    return compared(token, tstInfoIn(parts[1]), ask);
  } catch (error) {
    if (error instanceof MalformedError) return no("MALFORMED", error.message);
    throw error;
  }
}

/** The TimeStampResp that granted a token, for tools that read no token alone (`openssl ts -verify -in`). */
export const grantedResponse = (token: Uint8Array): Uint8Array => sequence(sequence(integer(0)), token);

/** Whether a token says that it is over this SHA-256. Not whether it holds. */
export function tokenIsOver(token: Uint8Array, imprint: Uint8Array): boolean {
  try {
    return isOver(tstInfoIn(readWhole(token)), imprint);
  } catch (error) {
    if (error instanceof MalformedError) return false;
    throw error;
  }
}

function isOver(info: Uint8Array, asked: Uint8Array): boolean {
  const { digest, imprint } = readTstInfo(info);
  return digest === "sha256" && sameBytes(imprint, asked);
}

function compared(token: Uint8Array, info: Uint8Array, { imprint, nonce }: TimestampAsk): TimestampAnswer {
  if (!isOver(info, imprint)) return no("OTHER_IMPRINT", "the token is over other bytes");
  // version, policy, imprint, serial, time; then accuracy, ordering and nonce, each of its own type.
  const found = childrenOf(readWhole(info), TAG.sequence, "TSTInfo")
    .slice(5)
    .find(({ tag }) => tag === TAG.integer);
  const asked = integerKey(readWhole(nonceInteger(nonce)));
  if (found === undefined || integerKey(found, "nonce") !== asked)
    return no("OTHER_NONCE", found === undefined ? "the token has no nonce" : "the token has another nonce");
  return { ok: true, token };
}

const signedData = "1.2.840.113549.1.7.2";
const tstInfo = "1.2.840.113549.1.9.16.1.4";

/** ContentInfo, SignedData, encapContentInfo, TSTInfo (RFC 5652 §3, §5.1-5.2). @throws {MalformedError} */
function tstInfoIn(token: DerNode): Uint8Array {
  const [type, explicit] = childrenOf(token, TAG.sequence, "token");
  expectOid(type, signedData);
  const [inner] = childrenOf(explicit, contextConstructed(0), "token content");
  const [, , encapsulated] = childrenOf(inner, TAG.sequence, "SignedData");
  const [contentType, content] = childrenOf(encapsulated, TAG.sequence, "encapContentInfo");
  expectOid(contentType, tstInfo);
  return readOctets(childrenOf(content, contextConstructed(0), "eContent")[0]);
}

function expectOid(node: DerNode | undefined, oid: string): void {
  if (readOid(node) !== oid) throw new MalformedError("DER_BAD_VALUE", `not ${oid}`, node?.start ?? 0);
}

/** What the authority wrote for people, in the ASCII that fits a line of a log. */
function wordsOf(more: readonly DerNode[]): string {
  const text = more.find(({ tag }) => tag === TAG.sequence);
  const words = text === undefined ? [] : childrenOf(text, TAG.sequence, "statusString");
  const written = words.map((one) => new TextDecoder().decode(one.bytes.subarray(one.contentStart, one.end))).join(" ");
  return written === "" ? "" : `: ${written.replace(/[^\x20-\x7e]/g, "?").slice(0, 200)}`;
}
