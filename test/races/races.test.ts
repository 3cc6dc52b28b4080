// A few of the races of `npm run races`, so that whoever breaks them hears of it at once.
import { expect, it } from "vitest";
import { runChild } from "../support/run-child.ts";

it("of two open pages, a signed file and the proponent only one is told done, and the peers' pattern tells two", async () => {
  const child = runChild(new URL("./races.ts", import.meta.url), "--runs", "6");
  const said: string[] = [];
  for await (const line of child.lines) said.push(line.trim());
  expect(said).toContain("double acknowledgements: 0");
  expect(said.filter((line) => line.startsWith("double acknowledgements") && !line.endsWith(" 0"))).toEqual([]);
  expect([await child.ended, said.at(-1)]).toEqual([0, "races: ok"]);
}, 180_000);
