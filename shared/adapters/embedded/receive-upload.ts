import type { ByteStream, ObjectHead, UploadTerms } from "../../workflow/ports/objects.ts";
import { findHead } from "./object-head.ts";
import { type StoreTarget, storeObject } from "./store-object.ts";
import * as refusals from "./upload-refusals.ts";
import { openToken } from "./upload-token.ts";

/** The headers of the PUT as they came. `sha256` is `x-amz-checksum-sha256`, in base64. */
export type UploadHeaders = {
  readonly contentType: string | undefined;
  readonly contentLength: string | undefined;
  readonly sha256?: string | undefined;
};

export type Received =
  | { readonly ok: true; readonly head: ObjectHead; readonly terms: UploadTerms }
  | refusals.UploadRefusal;

export type UploadRules = {
  readonly dir: string;
  readonly secret: Uint8Array;
  readonly most: number;
  readonly now: () => Date;
};

function hexOf(base64: string): string | undefined {
  const bytes = Buffer.from(base64, "base64");
  return bytes.length === 32 && bytes.toString("base64") === base64 ? bytes.toString("hex").toUpperCase() : undefined;
}

function headerRefusal(terms: UploadTerms, headers: UploadHeaders): refusals.UploadRefusal | undefined {
  const { contentType, contentLength, sha256 } = headers;
  if (contentType?.trim() !== terms.type) return refusals.wrongType(terms.type, contentType);
  if (contentLength === undefined) return refusals.lengthRequired(terms.length);
  if (!/^\d{1,15}$/.test(contentLength) || Number(contentLength) !== terms.length)
    return refusals.wrongLength(terms.length, contentLength);
  const announced = sha256 === undefined ? undefined : hexOf(sha256);
  if (terms.sha256 !== undefined && announced !== terms.sha256) return refusals.wrongDigest(terms.sha256, sha256);
  if (sha256 !== undefined && announced === undefined) return refusals.wrongDigest("32 byte base64", sha256);
  return undefined;
}

/** A request that is closed while it still sends can no longer be answered: its server closes it, afterwards. */
function leftOpen(body: ByteStream): ByteStream {
  const parts = body[Symbol.asyncIterator]();
  return { [Symbol.asyncIterator]: () => ({ next: () => parts.next() }) };
}

async function take(rules: UploadRules, target: StoreTarget & { length: number }, body: ByteStream) {
  const stored = await storeObject(rules.dir, target, leftOpen(body), rules);
  if (stored.ok) return stored.created ? stored : refusals.alreadyUploaded(stored.head.storedAt);
  if (stored.code === "WRONG_DIGEST") return refusals.wrongDigest(target.sha256 ?? "", stored.found);
  return stored.code === "TOO_LONG"
    ? refusals.tooLong(target.length, stored.found)
    : refusals.tooShort(target.length, stored.found);
}

/**
 * The PUT that a permission allows, checked against the terms that its token carries and not against the request.
 * After a refusal nothing is stored; the rest of the body is not read.
 * @throws the fault of the body when the sender goes away, and faults of the disk; nothing is stored then either.
 */
export async function receiveUpload(
  rules: UploadRules,
  token: string,
  headers: UploadHeaders,
  body: ByteStream,
): Promise<Received> {
  const terms = openToken(token, rules.secret);
  if (terms === undefined) return refusals.notPermitted;
  const now = rules.now();
  if (now.getTime() >= Date.parse(terms.expiresAt)) return refusals.expired(terms.expiresAt, now.toISOString());
  const earlier = await findHead(rules.dir, terms);
  if (earlier !== undefined) return refusals.alreadyUploaded(earlier.storedAt);
  const refused = headerRefusal(terms, headers);
  if (refused !== undefined) return refused;
  const sha256 = terms.sha256 ?? (headers.sha256 === undefined ? undefined : hexOf(headers.sha256));
  const taken = await take(rules, { ...terms, sha256 }, body);
  return taken.ok ? { ok: true, head: taken.head, terms } : taken;
}
