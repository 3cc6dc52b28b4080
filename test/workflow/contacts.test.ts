import { expect, it } from "vitest";
import { enterContact } from "../../shared/workflow/index.ts";
import { codeOf, rup } from "../support/journey.ts";
import { openTestWorld } from "../support/world.ts";

it("of two changes of a person's contact at once one is entered, and the other is refused and not a fault", async () => {
  const test = await openTestWorld();
  const contact = (address: string) =>
    enterContact(test.world, {
      by: "elena.verifica",
      who: rup.who,
      email: address,
      channelKind: "",
      channelAddress: "",
    });
  const both = await Promise.all([contact("uno@borgosereno.example"), contact("due@borgosereno.example")]);
  expect(both.map(codeOf).sort()).toEqual(["ACCOUNT_CHANGED", "ok"]);
});
