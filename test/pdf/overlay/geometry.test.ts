// The band stands along the lower edge as people see the page, whatever the file does to get there.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openWindowed } from "../../../shared/pdf/overlay/open-document.ts";
import { geometryOf, placeBand } from "../../../shared/pdf/overlay/page-geometry.ts";
import { opened, pagesOf } from "../../../shared/pdf/overlay/page-tree.ts";
import { pdfOfPages } from "./samples.ts";

async function geometry(page: string, root = "") {
  const document = await openWindowed(pdfOfPages([page], { root }));
  const [first] = await pagesOf(document, { number: 2, generation: 0 });
  if (!first) throw new Error("there is a page");
  return geometryOf(document, opened(first));
}

describe("the geometry of a page", () => {
  it.each([
    ["A4", "/MediaBox [0 0 595 842]", "", { visible: [0, 0, 595, 842], rotate: 0, width: 595 }],
    ["A3 landscape", "/MediaBox [0 0 1191 842]", "", { width: 1191 }],
    ["corners the other way round", "/MediaBox [595 842 0 0]", "", { visible: [0, 0, 595, 842] }],
    ["a crop box", "/MediaBox [0 0 595 842] /CropBox [50 60 400 500]", "", { visible: [50, 60, 400, 500], width: 350 }],
    ["a crop box beyond the sheet", "/MediaBox [0 0 595 842] /CropBox [-90 -90 900 900]", "", { width: 595 }],
    ["a crop box of nothing", "/MediaBox [0 0 595 842] /CropBox [9 9 9 9]", "", { width: 595 }],
    ["boxes and a turn from above", "", "/MediaBox [0 0 300 800] /Rotate 90", { rotate: 90, width: 800 }],
    ["a turn to the left", "/MediaBox [0 0 300 800] /Rotate -90", "", { rotate: 270, width: 800 }],
    ["a turn and a half", "/MediaBox [0 0 300 800] /Rotate 540", "", { rotate: 180, width: 300 }],
    ["a turn that is none", "/MediaBox [0 0 300 800] /Rotate 45", "", { rotate: 0 }],
    ["a unit of its own", "/MediaBox [0 0 300 800] /UserUnit 2.5", "", { unit: 2.5, width: 750 }],
    ["no box at all", "", "", { visible: [0, 0, 612, 792] }],
    ["a box that is a word", "/MediaBox (A4)", "", { visible: [0, 0, 612, 792] }],
  ])("is that of %s", async (_name, page, root, expected) => {
    expect(await geometry(page, root)).toMatchObject(expected);
  });
});

const side = fc.double({ min: 20, max: 5000, noNaN: true });
const anyGeometry = fc.record({
  left: fc.double({ min: -900, max: 900, noNaN: true }),
  bottom: fc.double({ min: -900, max: 900, noNaN: true }),
  width: side,
  height: side,
  rotate: fc.constantFrom(0, 90, 180, 270),
  unit: fc.double({ min: 0.1, max: 10, noNaN: true }),
});

describe("the band", () => {
  it("fills the lower edge of the page as it is seen, and below it nothing of the page is covered", () => {
    fc.assert(
      fc.property(anyGeometry, fc.constantFrom("below" as const, "over" as const), (given, ground) => {
        const visible = [given.left, given.bottom, given.left + given.width, given.bottom + given.height] as const;
        const turned = given.rotate === 90 || given.rotate === 270;
        const width = (turned ? given.height : given.width) * given.unit;
        const [height, scale] = [60, width / 500];
        const { matrix, crop, media } = placeBand(
          { media: visible, visible, cropped: false, rotate: given.rotate, unit: given.unit, width },
          height,
          scale,
          ground,
        );
        const [a, b, c, d, e, f] = matrix;
        const at = (x: number, y: number) => seen([a * x + c * y + e, b * x + d * y + f], crop, given.rotate);
        const shown = turned ? crop[3] - crop[1] : crop[2] - crop[0];
        const near = (x: number, y: number) => expect(Math.abs(x - y)).toBeLessThan(0.01);
        // Its lower left corner is the page's, its right edge the page's, and it is as high as it should be.
        near(at(0, 0)[0], 0);
        near(at(0, 0)[1], 0);
        near(at(width / scale, 0)[0], shown);
        near(at(0, height)[1], (height * scale) / given.unit);
        const area = (box: readonly number[]) => ((box[2] ?? 0) - (box[0] ?? 0)) * ((box[3] ?? 0) - (box[1] ?? 0));
        const room = ground === "below" ? (shown * height * scale) / given.unit : 0;
        expect(Math.abs(area(crop) - given.width * given.height - room)).toBeLessThan(1e-6 * area(crop) + 0.01);
        expect(media).toEqual(crop);
      }),
    );
  });
});

/** A place of user space as it is seen: from the lower left corner of the page once it is turned. */
function seen(
  [x, y]: readonly [number, number],
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  rotate: number,
) {
  if (rotate === 90) return [y - y1, x2 - x] as const;
  if (rotate === 180) return [x2 - x, y2 - y] as const;
  if (rotate === 270) return [y2 - y, x - x1] as const;
  return [x - x1, y - y1] as const;
}
