import { expect, test } from "vitest";
import { madeOnce } from "../../../shared/adapters/aws/made-once.ts";

test("What is asked for at the same time is made once, and kept", async () => {
  let times = 0;
  const ready = madeOnce(async () => {
    times += 1;
    return { times };
  });
  const [first, second] = await Promise.all([ready(), ready()]);
  expect(second).toBe(first);
  expect(await ready()).toBe(first);
  expect(times).toBe(1);
});

test("What could not be made is made again for the next who asks, and the fault is told to each who waited", async () => {
  let times = 0;
  const ready = madeOnce(async () => {
    times += 1;
    if (times === 1) throw new Error("the secret is away");
    return times;
  });
  const waiting = await Promise.allSettled([ready(), ready()]);
  expect(waiting.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await ready()).toBe(2);
});
