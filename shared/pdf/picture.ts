import { crc32, inflateSync } from "node:zlib";

/** Largest picture of a coat of arms, bytes: it travels in every act and lies in one item. */
export const largestPicture = 200_000;
const mostPixelsASide = 4_096;

export type Picture = { readonly format: "png" | "jpg"; readonly width: number; readonly height: number };
export type PictureProblem = "TOO_LARGE" | "NOT_A_PICTURE" | "BROKEN" | "TOO_MANY_PIXELS";

/**
 * What a picture is, by its bytes and not by its name: PNG (ISO/IEC 15948) or JPEG. SVG is neither: it can carry scripts
 * and addresses. A PNG is read whole, with its checksums and its pixels' length; trailing bytes are refused in both, so
 * that no file is two things at once. Not promised: that the pixels of a JPEG decode.
 */
export function readPicture(bytes: Uint8Array): Picture | PictureProblem {
  if (bytes.length > largestPicture) return "TOO_LARGE";
  const starts = (...octets: number[]) => octets.every((octet, at) => bytes[at] === octet);
  const found = starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
    ? readPng(bytes)
    : starts(0xff, 0xd8, 0xff)
      ? readJpeg(bytes)
      : "NOT_A_PICTURE";
  if (typeof found === "string") return found;
  if (found.width < 1 || found.height < 1) return "BROKEN";
  return found.width > mostPixelsASide || found.height > mostPixelsASide ? "TOO_MANY_PIXELS" : found;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function readPng(bytes: Uint8Array): Picture | PictureProblem {
  const view = viewOf(bytes);
  const data: Uint8Array[] = [];
  let header: Uint8Array | undefined;
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return "BROKEN";
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const body = bytes.subarray(at + 8, end - 4);
    if ((header === undefined) !== (type === "IHDR")) return "BROKEN";
    if (type === "IHDR") header = body;
    if (type === "IDAT") data.push(body);
    at = end;
    if (type === "IEND") return at === bytes.length && header ? pngOf(header, data) : "BROKEN";
  }
  return "BROKEN";
}

/** Bits of a pixel's channels by colour type, and the depths that each may have. */
const colourTypes: Readonly<Record<number, { channels: number; depths: readonly number[] }>> = {
  0: { channels: 1, depths: [1, 2, 4, 8, 16] },
  2: { channels: 3, depths: [8, 16] },
  3: { channels: 1, depths: [1, 2, 4, 8] },
  4: { channels: 2, depths: [8, 16] },
  6: { channels: 4, depths: [8, 16] },
};

function pngOf(header: Uint8Array, data: readonly Uint8Array[]): Picture | PictureProblem {
  if (header.length !== 13 || data.length === 0) return "BROKEN";
  const view = viewOf(header);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth = 0, type = 9, compression, filter, interlaced = 9] = header.subarray(8);
  const colour = colourTypes[type];
  if (!colour?.depths.includes(depth) || compression !== 0 || filter !== 0 || interlaced > 1) return "BROKEN";
  // Before anything is inflated: a few octets can claim a wall of pixels.
  if (width > mostPixelsASide || height > mostPixelsASide) return "TOO_MANY_PIXELS";
  const rows = height * (1 + Math.ceil((width * depth * colour.channels) / 8));
  try {
    const most = interlaced ? rows * 2 + 64 : rows;
    const length = inflateSync(joined(data), { maxOutputLength: most }).length;
    return interlaced || length === rows ? { format: "png", width, height } : "BROKEN";
  } catch {
    return "BROKEN";
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The frame of a JPEG (ITU-T T.81 annex B): its size stands in the first SOF; grey or three colours, eight bits. */
function readJpeg(bytes: Uint8Array): Picture | PictureProblem {
  const view = viewOf(bytes);
  if (bytes.at(-2) !== 0xff || bytes.at(-1) !== 0xd9) return "BROKEN";
  let found: Picture | undefined;
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at] === 0xff ? (bytes[at + 1] ?? 0) : 0;
    const length = view.getUint16(at + 2);
    if (marker < 0xc0 || length < 2 || at + 2 + length > bytes.length) return "BROKEN";
    if (marker === 0xda) return found ?? "BROKEN";
    if (marker === 0xc0 || marker === 0xc1 || marker === 0xc2) {
      const [depth, components] = [bytes[at + 4], bytes[at + 9] ?? 0];
      if (found || length < 8 || depth !== 8 || (components !== 1 && components !== 3)) return "BROKEN";
      found = { format: "jpg", height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at += 2 + length;
  }
  return "BROKEN";
}
