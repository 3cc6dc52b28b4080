import { renderSVG } from "uqr";

/** A QR code as SVG bytes: black on white, quiet zone of four modules (ISO/IEC 18004), error correction M. */
export function qrSvg(text: string): Uint8Array {
  return new TextEncoder().encode(renderSVG(text, { ecc: "M", border: 4, pixelSize: 4 }));
}
