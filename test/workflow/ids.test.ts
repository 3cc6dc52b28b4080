import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idMaker } from "../../shared/workflow/index.ts";

/** One maker whose clock is set before each id. */
let moment = new Date(0);
const make = idMaker(
  () => moment,
  (length) => new Uint8Array(randomBytes(length)),
);
const newId = (at: Date): string => {
  moment = at;
  return make();
};

describe("ids", () => {
  it("sort in the order in which they were made, whatever the clock does", () => {
    fc.assert(
      fc.property(
        fc.array(fc.date({ min: new Date(0), max: new Date("2200-01-01"), noInvalidDate: true })),
        (moments) => {
          const ids = moments.map((each) => newId(each));
          expect(ids).toEqual(ids.toSorted());
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
    );
  });

  it("are 26 characters that can be read out", () => {
    for (let at = 0; at < 1000; at += 1) expect(newId(new Date("2201-01-01"))).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  });

  it("begin with their moment, as a ULID does", () => {
    const at = new Date("2300-06-01T12:00:00.123Z");
    const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const time = Array.from(newId(at).slice(0, 10)).reduce((sum, digit) => sum * 32 + alphabet.indexOf(digit), 0);
    expect(time).toBe(at.getTime());
  });

  it.each([new Date(Number.NaN), new Date(-1)])("are refused for %s", (wrong) => {
    expect(() => newId(wrong)).toThrow(RangeError);
  });
});
