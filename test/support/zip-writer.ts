import { crc32, deflateRawSync } from "node:zlib";

// Writes ZIP files, and such as no tool should write.

export interface ZipFile {
  readonly name: string;
  readonly content: Uint8Array | string;
  readonly deflate?: boolean;
  /** The name in the local header, where it shall differ from the one in the directory. */
  readonly localName?: string;
  /** The unpacked size that is stated, where it shall not be the true one. */
  readonly statedSize?: number;
  readonly flags?: number;
  /** Written, but not entered into the directory. */
  readonly hidden?: boolean;
}

const bytesOf = (content: Uint8Array | string): Buffer =>
  typeof content === "string" ? Buffer.from(content) : Buffer.from(content);

function header(signature: number, fields: readonly (readonly [size: 2 | 4, value: number])[]): Buffer {
  const out = Buffer.alloc(4 + fields.reduce((sum, [size]) => sum + size, 0));
  out.writeUInt32LE(signature, 0);
  let at = 4;
  for (const [size, value] of fields) {
    if (size === 2) out.writeUInt16LE(value, at);
    else out.writeUInt32LE(value, at);
    at += size;
  }
  return out;
}

/** A ZIP file with the entries in their order. */
export function zip(files: readonly ZipFile[]): Uint8Array {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const content = bytesOf(file.content);
    const packed = file.deflate ? deflateRawSync(content) : content;
    const shared = [
      [2, file.flags ?? 0],
      [2, file.deflate ? 8 : 0],
      [4, 0],
      [4, crc32(content)],
      [4, packed.length],
      [4, file.statedSize ?? content.length],
    ] as const;
    const localName = Buffer.from(file.localName ?? file.name);
    const name = Buffer.from(file.name);
    const head = header(0x04034b50, [[2, 20], ...shared, [2, localName.length], [2, 0]]);
    local.push(head, localName, packed);
    if (!file.hidden) {
      const rest = [
        [2, name.length],
        [2, 0],
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, offset],
      ] as const;
      central.push(header(0x02014b50, [[2, 20], [2, 20], ...shared, ...rest]), name);
    }
    offset += head.length + localName.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const count = files.filter(({ hidden }) => !hidden).length;
  const end = header(0x06054b50, [
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, directory.length],
    [4, offset],
    [2, 0],
  ]);
  return new Uint8Array(Buffer.concat([...local, directory, end]));
}
