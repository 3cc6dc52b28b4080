import { crc32, inflateRawSync } from "node:zlib";
import { MalformedError } from "../error.ts";
import { latin1, sameBytes } from "../text.ts";

/** One file of a container. Directories are left out. */
export interface ZipEntry {
  readonly name: string;
  /** Of the content, as the central directory says and {@link readEntry} proves. */
  readonly size: number;
  readonly stored: boolean;
  readonly extra: boolean;
  /** Where its local header stands in the file. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly checksum: number;
}

export interface ZipLimits {
  readonly entries: number;
  /** Bytes of all contents together, as unpacked. */
  readonly total: number;
}

export const defaultZipLimits: ZipLimits = { entries: 5000, total: 256 * 1024 * 1024 };

const endSize = 22;
const centralSize = 46;
const localSize = 30;
/** A data descriptor, with or without its mark. */
const descriptorSizes: ReadonlySet<number> = new Set([0, 12, 16]);

/**
 * Reads the central directory of a ZIP file (PKWARE APPNOTE 6.3) and holds every local header against it.
 *
 * Only what two readers cannot read in two ways: one end record at the very end, entries that follow one another
 * without a gap, names once each. No ZIP64, no encryption, no parts, nothing but stored and deflated.
 *
 * @throws {MalformedError} `ZIP_MALFORMED`, `ZIP_TOO_LARGE`, `ZIP_UNSAFE_NAME`, `ZIP_DUPLICATE_ENTRY`
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits = defaultZipLimits): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(bytes, view);
  const count = view.getUint16(end + 10, true);
  if (count > limits.entries) throw new MalformedError("ZIP_TOO_LARGE", `${count} entries`, end);
  const found: Central[] = [];
  let at = view.getUint32(end + 16, true);
  const start = at;
  for (let index = 0; index < count; index++) {
    const entry = centralEntry(bytes, view, at, end);
    found.push(entry);
    at = entry.next;
  }
  if (at !== end || at - start !== view.getUint32(end + 12, true)) throw malformed("size of the directory", at);
  checkNames(found);
  const total = found.reduce((sum, { size }) => sum + size, 0);
  if (total > limits.total) throw new MalformedError("ZIP_TOO_LARGE", `${total} bytes unpacked`, end);
  const entries = located(found, bytes, view, start);
  return entries.filter(({ name }) => !name.endsWith("/"));
}

/** The content of an entry. @throws {MalformedError} when it is not of the size and the checksum that are stated */
export function readEntry(entry: ZipEntry): Uint8Array {
  const content = entry.stored ? entry.bytes : inflate(entry);
  if (content.length !== entry.size) throw malformed(`size of ${entry.name}`, entry.offset);
  if (crc32(content) !== entry.checksum) throw malformed(`checksum of ${entry.name}`, entry.offset);
  return content;
}

function inflate({ name, bytes, size, offset }: ZipEntry): Uint8Array {
  try {
    // One octet is asked for beyond what is stated, so that more is noticed and a bomb does not unpack.
    return inflateRawSync(bytes, { maxOutputLength: size + 1 });
  } catch (error) {
    throw new MalformedError("ZIP_MALFORMED", `content of ${name}`, offset, { cause: error });
  }
}

function endRecord(bytes: Uint8Array, view: DataView): number {
  for (let at = bytes.length - endSize; at >= Math.max(0, bytes.length - endSize - 0xffff); at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    if (at + endSize + view.getUint16(at + 20, true) !== bytes.length) continue;
    const parts = view.getUint16(at + 4, true) + view.getUint16(at + 6, true);
    if (parts !== 0 || view.getUint16(at + 8, true) !== view.getUint16(at + 10, true)) throw malformed("parts", at);
    if (view.getUint32(at + 16, true) === 0xffffffff) throw malformed("ZIP64 is not read", at);
    return at;
  }
  throw malformed("no end record", bytes.length);
}

interface Central {
  readonly name: string;
  readonly rawName: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  readonly next: number;
}

function centralEntry(bytes: Uint8Array, view: DataView, at: number, limit: number): Central {
  if (at + centralSize > limit || view.getUint32(at, true) !== 0x02014b50) throw malformed("directory entry", at);
  const nameEnd = at + centralSize + view.getUint16(at + 28, true);
  const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (next > limit) throw malformed("directory entry", at);
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  // Bit 0: encrypted; bit 5: patched data; bit 6: strong encryption; bit 13: masked headers.
  if ((flags & 0x2061) !== 0) throw malformed("encrypted or patched entry", at);
  if (method !== 0 && method !== 8) throw malformed(`compression method ${method}`, at);
  const rawName = bytes.subarray(at + centralSize, nameEnd);
  return {
    name: decodeName(rawName),
    rawName,
    flags,
    method,
    checksum: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
    next,
  };
}

function decodeName(raw: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(raw);
  } catch {
    // Names in an old code page: read octet by octet, which keeps them apart from each other.
    return latin1(raw);
  }
}

/** Names that would leave the folder they are unpacked into, and names that stand twice. */
function checkNames(entries: readonly Central[]): void {
  const seen = new Set<string>();
  for (const { name, next } of entries) {
    const parts = name.replace(/\/$/, "").split("/");
    const unsafe =
      name.includes("\\") ||
      name.includes("\u0000") ||
      /^[A-Za-z]:/.test(name) ||
      parts.some((part) => part === "" || /^\.{1,2}$/.test(part));
    if (unsafe) throw new MalformedError("ZIP_UNSAFE_NAME", name.slice(0, 80), next);
    const key = name.normalize("NFC");
    if (seen.has(key)) throw new MalformedError("ZIP_DUPLICATE_ENTRY", name.slice(0, 80), next);
    seen.add(key);
  }
}

/** Every local header says what the directory says, and the entries fill the file from its first byte to the directory. */
function located(entries: readonly Central[], bytes: Uint8Array, view: DataView, end: number): ZipEntry[] {
  const found = new Map<Central, ZipEntry>();
  let expected = 0;
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    const { offset, packed } = entry;
    if (offset + localSize > end || view.getUint32(offset, true) !== 0x04034b50)
      throw malformed("local header", offset);
    if (!descriptorSizes.has(offset - expected)) throw malformed("bytes of no entry, or of two", offset);
    const nameEnd = offset + localSize + view.getUint16(offset + 26, true);
    const extra = view.getUint16(offset + 28, true);
    const start = nameEnd + extra;
    const same =
      sameBytes(bytes.subarray(offset + localSize, nameEnd), entry.rawName) &&
      view.getUint16(offset + 8, true) === entry.method;
    if (!same || start + packed > end) throw malformed("local header and directory differ", offset);
    if ((entry.flags & 8) === 0 && !statesTheSame(view, entry)) throw malformed("local sizes", offset);
    if (entry.method === 0 && entry.size !== packed) throw malformed("size of a stored entry", offset);
    found.set(entry, {
      name: entry.name,
      size: entry.size,
      stored: entry.method === 0,
      extra: extra > 0,
      offset,
      bytes: bytes.subarray(start, start + packed),
      checksum: entry.checksum,
    });
    expected = start + packed;
  }
  if (!descriptorSizes.has(end - expected)) throw malformed("bytes of no entry", expected);
  return entries.flatMap((entry) => found.get(entry) ?? []);
}

function statesTheSame(view: DataView, { offset, checksum, packed, size }: Central): boolean {
  return (
    view.getUint32(offset + 14, true) === checksum &&
    view.getUint32(offset + 18, true) === packed &&
    view.getUint32(offset + 22, true) === size
  );
}

const malformed = (what: string, at: number) => new MalformedError("ZIP_MALFORMED", what, at);
