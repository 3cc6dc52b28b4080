import type { Sha256Hex } from "./objects.ts";

/** One PUT on S3 takes 5 GiB; a multipart digest would not be the file's impronta. Keys have 1 to 1,024 bytes. */
export const objectLimits = { putBytes: 5 * 1024 ** 3, keyBytes: 1024 } as const;

export type ObjectLimitCode = "BAD_OBJECT_KEY" | "BAD_LENGTH" | "BAD_DIGEST" | "BAD_TYPE" | "BAD_RANGE" | "BAD_EXPIRY";

/** A fault of the caller: no store could do this. Nothing was written. */
export class ObjectLimitError extends Error {
  override readonly name = "ObjectLimitError";
  readonly code: ObjectLimitCode;
  constructor(code: ObjectLimitCode, message: string) {
    super(message);
    this.code = code;
  }
}

const utf8 = new TextEncoder();

/**
 * Keys that S3 keeps as they are. Control characters do not survive its XML, and segments of dots are resolved or
 * refused by what stands between (AWS: "Naming Amazon S3 objects", period-only path segments).
 */
export function assertObjectKey(key: string): void {
  const bytes = utf8.encode(key).length;
  if (bytes < 1 || bytes > objectLimits.keyBytes || !key.isWellFormed())
    throw new ObjectLimitError(
      "BAD_OBJECT_KEY",
      `the key has ${bytes} bytes, 1 to ${objectLimits.keyBytes} of Unicode are allowed`,
    );
  if (/\p{Cc}/u.test(key) || key.split("/").some((part) => part === "." || part === ".."))
    throw new ObjectLimitError("BAD_OBJECT_KEY", "a key has no control characters and no segment that is only dots");
}

/** What is declared about the bytes before they are seen. */
export function assertDeclared(
  declared: { readonly type: string; readonly sha256?: Sha256Hex; readonly length?: number },
  mostBytes: number = objectLimits.putBytes,
): void {
  const { type, sha256, length } = declared;
  // A line break in a type would be a header of its own (CWE-113).
  if (!/^[\x21-\x7e][\x20-\x7e]{0,254}$/.test(type))
    throw new ObjectLimitError("BAD_TYPE", `${JSON.stringify(type)} is not a media type`);
  if (sha256 !== undefined && !/^[0-9A-F]{64}$/.test(sha256))
    throw new ObjectLimitError("BAD_DIGEST", `${JSON.stringify(sha256)} is not a SHA-256 in upper-case hex`);
  if (length !== undefined && !(Number.isSafeInteger(length) && length >= 0 && length <= mostBytes))
    throw new ObjectLimitError("BAD_LENGTH", `${length} bytes, 0 to ${mostBytes} are allowed`);
}

export function assertRange(range: { readonly from: number; readonly to: number } | undefined): void {
  if (range === undefined) return;
  const { from, to } = range;
  if (!(Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && to >= from))
    throw new ObjectLimitError("BAD_RANGE", `bytes ${from} to ${to} are not a range`);
}
