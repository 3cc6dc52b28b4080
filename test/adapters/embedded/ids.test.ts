import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId } from "../../../shared/adapters/embedded/ids.ts";
import { random32 } from "../../../shared/adapters/embedded/random.ts";

describe("ids", () => {
  it("sort in the order in which they were made, whatever the clock does", () => {
    fc.assert(
      fc.property(
        fc.array(fc.date({ min: new Date(0), max: new Date("2200-01-01"), noInvalidDate: true })),
        (moments) => {
          const ids = moments.map((moment) => newId(moment));
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
    const moment = new Date("2300-06-01T12:00:00.123Z");
    const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const time = Array.from(newId(moment).slice(0, 10)).reduce((sum, digit) => sum * 32 + alphabet.indexOf(digit), 0);
    expect(time).toBe(moment.getTime());
  });

  it.each([new Date(Number.NaN), new Date(-1)])("are refused for %s", (moment) => {
    expect(() => newId(moment)).toThrow(RangeError);
  });
});

describe("random bytes", () => {
  it("are 32 and differ each time", () => {
    const drawn = Array.from({ length: 100 }, () => Buffer.from(random32()).toString("hex"));
    expect(new Set(drawn).size).toBe(100);
    expect(drawn.every((each) => each.length === 64)).toBe(true);
  });
});
