// One journey of the use cases on a real account.
import { afterAll, beforeAll, describe } from "vitest";
import { portalFiles } from "../../shared/adapters/aws/portal-files.ts";
import type { Items } from "../../shared/workflow/index.ts";
import { journeyOnAws } from "../support/journey-on-aws.ts";
import { type AccountObjects, bucketsOnAccount, type OnAccount, tableOnAccount } from "./account.ts";

describe("a real account", () => {
  let items: OnAccount<Items> | undefined;
  let objects: AccountObjects | undefined;
  beforeAll(async () => {
    items = await tableOnAccount();
    objects = await bucketsOnAccount();
  }, 300_000);
  afterAll(async () => {
    const ended = await Promise.allSettled([objects?.close(), items?.close()]);
    const faults = ended.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    if (faults.length > 0) throw new AggregateError(faults, `not all is deleted: ${faults.join("; ")}`);
  }, 300_000);
  journeyOnAws(() => {
    if (items === undefined || objects === undefined) throw new Error("the stores are not open");
    return { items: items.store, objects: objects.store, publicFiles: portalFiles(objects) };
  });
});
