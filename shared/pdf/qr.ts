import { encode, renderSVG } from "uqr";

/** A QR code as SVG bytes: black on white, quiet zone of four modules (ISO/IEC 18004), error correction M. */
export function qrSvg(text: string): Uint8Array {
  return new TextEncoder().encode(renderSVG(text, { ecc: "M", border: 4, pixelSize: 4 }));
}

export type QrRuns = {
  /** Modules in a side, the quiet zone of four counted (ISO/IEC 18004). */
  readonly modules: number;
  /** Dark modules that stand side by side: the first one's column, the row from above, and how many. */
  readonly runs: readonly (readonly [column: number, row: number, wide: number])[];
};

/** The same code as {@link qrSvg}, for who draws it themselves. */
export function qrRuns(text: string): QrRuns {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const runs: [number, number, number][] = [];
  for (const [row, cells] of data.entries()) {
    for (let from = cells.indexOf(true); from >= 0; ) {
      let to = from;
      while (cells[to] === true) to += 1;
      runs.push([from, row, to - from]);
      from = cells.indexOf(true, to);
    }
  }
  return { modules: size, runs };
}
