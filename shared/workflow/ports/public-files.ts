import type { ObjectRef } from "./objects.ts";

/** Keys of public copies begin so, and so do the addresses at which an edge serves them. */
export const publicFilesPrefix = "file/";

/** A stored version that anybody may fetch, and what it is called then. */
export type PublicFile = ObjectRef & {
  readonly sha256: string;
  readonly length: number;
  readonly type: string;
  readonly fileName: string;
};

/**
 * Copies of published files where an edge serves them without asking us. They are no documents of their own: the stored
 * versions stay what they are, and a copy is taken away when its file may be shown no more.
 */
export interface PublicFiles {
  /** Copies the version to the key, whole. Repeating it changes nothing. @throws when the copy is not of its digest */
  put(key: string, file: PublicFile): Promise<void>;
  /** Takes the copy away; one that is not there is taken already. */
  remove(key: string): Promise<void>;
}

/**
 * Every public copy that an edge may serve now, for whoever makes them anew with rights of their own: no function lists
 * them. In the order of their keys, so that those of one act stand together.
 */
export interface EveryPublicFile {
  list(): AsyncIterable<{ readonly key: string; readonly length: number }>;
}
