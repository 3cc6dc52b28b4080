// One journey of the use cases on a real account.
import { afterAll, beforeAll, describe } from "vitest";
import type { Items, Objects } from "../../shared/workflow/index.ts";
import { journeyOnAws } from "../support/journey-on-aws.ts";
import { bucketsOnAccount, type OnAccount, tableOnAccount } from "./account.ts";

describe("a real account", () => {
  let items: OnAccount<Items> | undefined;
  let objects: OnAccount<Objects> | undefined;
  beforeAll(async () => {
    items = await tableOnAccount();
    objects = await bucketsOnAccount();
  }, 300_000);
  afterAll(async () => {
    await objects?.close();
    await items?.close();
  }, 300_000);
  journeyOnAws(() => {
    if (items === undefined || objects === undefined) throw new Error("the stores are not open");
    return { items: items.store, objects: objects.store };
  });
});
