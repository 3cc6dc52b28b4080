/** SHA-256 of the bytes, upper-case hex, 64 characters. */
export type Sha256Hex = string;

/**
 * The bucket an object lives in. `intake` takes what people upload; `vault` keeps what Visto made or accepted, for ever;
 * `portal` is what the public may fetch.
 */
export type Bucket = "intake" | "vault" | "portal";

/** One stored version of an object. Reading names the version, so that bytes cannot change between two reads. */
export type ObjectRef = { readonly bucket: Bucket; readonly key: string; readonly version: string };

export type ObjectHead = ObjectRef & {
  /** Bytes. */
  readonly length: number;
  readonly type: string;
  /** The digest the store itself checked when it took the bytes; still recomputed by whoever must vouch for it. */
  readonly sha256: Sha256Hex | undefined;
  /** ISO instant at which the store took it. */
  readonly storedAt: string;
};

export type ByteStream = AsyncIterable<Uint8Array>;

export type PutOutcome =
  | { readonly ok: true; readonly created: true; readonly head: ObjectHead }
  /** The key was already taken; nothing was written. `head` is what is stored, whoever wrote it. */
  | { readonly ok: true; readonly created: false; readonly head: ObjectHead }
  /** The bytes are not those that were declared; nothing is left behind. */
  | { readonly ok: false; readonly code: "WRONG_DIGEST" | "WRONG_LENGTH" };

/** What an upload is bound to. One upload is one PUT, once. */
export type UploadTerms = {
  readonly bucket: "intake";
  readonly key: string;
  /** Absent for pages without script: then the function that reads the object computes the digest. */
  readonly sha256?: Sha256Hex;
  readonly length: number;
  readonly type: string;
  /** ISO instant after which the permission is refused. */
  readonly expiresAt: string;
};

/** How to upload: the request to make, exactly. */
export type UploadPermission = {
  readonly method: "PUT";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * Where bytes live; `test/contracts/objects.contract.ts` holds what every implementation must do.
 * Objects are created once and never replaced. Keys are chosen by Visto, never taken from a file name.
 */
export interface Objects {
  /**
   * Stores the bytes under a key that nobody used yet. With `sha256` and `length` the bytes are checked while they
   * stream; on any difference, or if the stream fails, nothing is left behind.
   * @throws `ObjectLimitError`, the fault of a stream that failed, faults of the store.
   */
  create(
    target: {
      readonly bucket: Bucket;
      readonly key: string;
      readonly type: string;
      readonly sha256?: Sha256Hex;
      readonly length?: number;
    },
    bytes: ByteStream | Uint8Array,
  ): Promise<PutOutcome>;
  /** The newest version under the key, or `undefined`. */
  head(target: { readonly bucket: Bucket; readonly key: string }): Promise<ObjectHead | undefined>;
  /**
   * The bytes of that version; `range` is inclusive, as in HTTP, and is cut at the end of the object: one that begins
   * beyond it gives no bytes. Answers `undefined` when there is no such version. The stream can be read once.
   * @throws faults of the store, also in the middle of the stream.
   */
  read(ref: ObjectRef, range?: { readonly from: number; readonly to: number }): Promise<ByteStream | undefined>;
  /**
   * A permission to upload exactly what the terms say, checked by the store and not by the caller.
   * @throws `ObjectLimitError` for terms that no store could keep; ask `objectLimits` before offering an upload.
   */
  permitUpload(terms: UploadTerms): Promise<UploadPermission>;
}
