import { MalformedError } from "../error.ts";
import { contentBytesOf, readContent } from "./content.ts";
import type { PdfDocument } from "./document.ts";
import type { Page } from "./pages.ts";
import { entryOf, isArray, isName, isStream, isString, nameOf, type PdfString, type PdfValue } from "./value.ts";
import type { Rectangle } from "./widget.ts";

type Matrix = readonly [number, number, number, number, number, number];

const identity: Matrix = [1, 0, 0, 1, 0, 0];
const maxDepth = 5;
const maxMarks = 50_000;

// Pictures over more of the page than this are its background, a scan for instance: they say nothing about where.
const backgroundShare = 0.5;

/**
 * About where a page shows text and pictures, in page space; null when its content cannot be read.
 *
 * Widths are estimated, half an em a character: enough to say whether something lies over text, not what it hides.
 * Lines, rules and dotted leaders, which forms put under their fields, are no text.
 */
export function marksOn(document: PdfDocument, page: Page): readonly Rectangle[] | null {
  const known = cache.get(page);
  if (known !== undefined) return known;
  let marks: Rectangle[] | null = [];
  try {
    const resources = inherited(document, page.dictionary, "Resources");
    const sheet = sheetArea(document, page.dictionary);
    const reader: Reader = { document, marks, sheet, pictures: { area: 0, marks: [] } };
    collect(reader, contentBytesOf(document, entryOf(page.dictionary, "Contents")), resources, identity, 0);
    if (reader.pictures.area < backgroundShare * reader.sheet) marks.push(...reader.pictures.marks);
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    marks = null;
  }
  cache.set(page, marks);
  return marks;
}

const cache = new WeakMap<Page, readonly Rectangle[] | null>();

interface Reader {
  readonly document: PdfDocument;
  readonly marks: Rectangle[];
  readonly sheet: number;
  readonly pictures: { area: number; readonly marks: Rectangle[] };
}

interface TextState {
  matrix: Matrix;
  line: Matrix;
  size: number;
  leading: number;
  wide: boolean;
}

function collect(reader: Reader, bytes: Uint8Array, resources: PdfValue, start: Matrix, depth: number): void {
  const { document } = reader;
  let ctm = start;
  const stack: Matrix[] = [];
  const text: TextState = { matrix: identity, line: identity, size: 12, leading: 0, wide: false };
  const named = (kind: string, name: PdfValue | undefined) =>
    document.resolve(entryOf(document.resolve(entryOf(resources, kind)), nameOf(name ?? null) ?? ""));
  readContent(bytes, (operator, operands) => {
    if (operator === "q") {
      if (stack.length < 500) stack.push(ctm);
    } else if (operator === "Q") ctm = stack.pop() ?? start;
    else if (operator === "cm") ctm = times(matrixOf(operands), ctm);
    else if (operator === "Do") drawObject(reader, named("XObject", operands[0]), ctm, resources, depth);
    else if (operator === "Tf") {
      text.size = numberIn(operands[1]);
      text.wide = isName(document.resolve(entryOf(named("Font", operands[0]), "Subtype")), "Type0");
    } else textOperator(reader, text, ctm, operator, operands);
  });
}

function textOperator(
  reader: Reader,
  text: TextState,
  ctm: Matrix,
  operator: string,
  operands: readonly PdfValue[],
): void {
  const toLine = (x: number, y: number) => {
    text.line = times([1, 0, 0, 1, x, y], text.line);
    text.matrix = text.line;
  };
  const show = (value: PdfValue | undefined) => showText(reader, text, ctm, value);
  if (operator === "BT") {
    text.line = identity;
    text.matrix = identity;
  } else if (operator === "Tm") {
    text.line = matrixOf(operands);
    text.matrix = text.line;
  } else if (operator === "TL") text.leading = numberIn(operands[0]);
  else if (operator === "Td") toLine(numberIn(operands[0]), numberIn(operands[1]));
  else if (operator === "TD") {
    text.leading = -numberIn(operands[1]);
    toLine(numberIn(operands[0]), numberIn(operands[1]));
  } else if (operator === "T*") toLine(0, -text.leading);
  else if (operator === "Tj") show(operands[0]);
  else if (operator === "TJ") for (const item of isArray(operands[0]) ? operands[0].items : []) show(item);
  else if (operator === "'" || operator === '"') {
    toLine(0, -text.leading);
    show(operands[operands.length - 1]);
  }
}

function showText(reader: Reader, text: TextState, ctm: Matrix, value: PdfValue | undefined): void {
  if (typeof value === "number") {
    text.matrix = times([1, 0, 0, 1, (-value / 1000) * text.size, 0], text.matrix);
    return;
  }
  if (!isString(value)) return;
  const width = (value.bytes.length / (text.wide ? 2 : 1)) * 0.5 * text.size;
  if (!isLeader(value)) mark(reader, times(text.matrix, ctm), width, 0.7 * text.size);
  text.matrix = times([1, 0, 0, 1, width, 0], text.matrix);
}

/** Blank, or the underscores and dots on which people write. */
function isLeader({ bytes }: PdfString): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x5f || byte === 0x2e || byte === 0x2d || byte === 0);
}

function drawObject(reader: Reader, object: PdfValue, ctm: Matrix, outer: PdfValue, depth: number): void {
  const { document } = reader;
  if (isName(document.resolve(entryOf(object, "Subtype")), "Image")) {
    reader.pictures.area += Math.abs(ctm[0] * ctm[3] - ctm[1] * ctm[2]);
    mark({ marks: reader.pictures.marks }, ctm, 1, 1);
  } else if (isStream(object) && depth < maxDepth) {
    const matrix = document.resolve(entryOf(object, "Matrix"));
    const own = document.resolve(entryOf(object, "Resources")) ?? outer;
    const inner = isArray(matrix) ? times(matrixOf(matrix.items.map(document.resolve)), ctm) : ctm;
    collect(reader, contentBytesOf(document, object), own, inner, depth + 1);
  }
}

function mark({ marks }: Pick<Reader, "marks">, matrix: Matrix, width: number, height: number): void {
  if (marks.length >= maxMarks) throw new MalformedError("PDF_TOO_MANY_OBJECTS", "marks on a page", 0);
  const [a, b, c, d, e, f] = matrix;
  const xs = [e, e + a * width, e + c * height, e + a * width + c * height];
  const ys = [f, f + b * width, f + d * height, f + b * width + d * height];
  marks.push([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]);
}

function times(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[1] * n[2],
    m[0] * n[1] + m[1] * n[3],
    m[2] * n[0] + m[3] * n[2],
    m[2] * n[1] + m[3] * n[3],
    m[4] * n[0] + m[5] * n[2] + n[4],
    m[4] * n[1] + m[5] * n[3] + n[5],
  ];
}

const numberIn = (value: PdfValue | undefined): number => (typeof value === "number" ? value : 0);

function matrixOf(values: readonly PdfValue[]): Matrix {
  const [a, b, c, d, e, f] = values;
  return [numberIn(a), numberIn(b), numberIn(c), numberIn(d), numberIn(e), numberIn(f)];
}

/** /Resources and /MediaBox may stand on a node above the page (§7.7.3.4). */
function inherited(document: PdfDocument, page: PdfValue, key: string): PdfValue {
  let node = page;
  for (let level = 0; level < 50; level++) {
    const value = document.resolve(entryOf(node, key));
    if (value !== null) return value;
    node = document.resolve(entryOf(node, "Parent"));
  }
  return null;
}

function sheetArea(document: PdfDocument, page: PdfValue): number {
  const box = inherited(document, page, "MediaBox");
  const [x1, y1, x2, y2] = isArray(box) ? box.items.map((item) => numberIn(document.resolve(item))) : [];
  const area = Math.abs(((x2 ?? 0) - (x1 ?? 0)) * ((y2 ?? 0) - (y1 ?? 0)));
  return area > 0 ? area : 595 * 842;
}
