import type { ByteStream } from "./objects.ts";

/** The files of an archive, by paths of our own making: `items/3f.ndjson`. */
export interface ArchiveFiles {
  /**
   * Everything below the archive's folder with its length in bytes. `length` is null for what is neither a plain file
   * nor a folder: a link, a socket, a device.
   */
  list(): AsyncIterable<{ readonly path: string; readonly length: number | null }>;
  /** The file's bytes; `undefined` where there is no such file. Links are not followed. */
  read(path: string): Promise<ByteStream | undefined>;
  has(path: string): Promise<boolean>;
  /** A file that is there whole, on the disk, or not at all. @throws the stream's fault, and nothing is left behind */
  write(path: string, bytes: ByteStream | Uint8Array): Promise<void>;
  /** Adds to a file of the work in progress, which nobody needs after a kill. */
  append(path: string, bytes: Uint8Array): Promise<void>;
  /** Removes a folder of the work in progress, and what it holds. */
  removeFolder(path: string): Promise<void>;
}
