// The contracts of both stores on a real account.
import { itemsContract } from "../contracts/items.contract.ts";
import { objectsContract } from "../contracts/objects.contract.ts";
import { everythingIn } from "../support/real-s3.ts";
import { bucketsOnAccount, tableOnAccount } from "./account.ts";

itemsContract("DynamoDB on AWS", async () => {
  const { store, close } = await tableOnAccount();
  return { items: store, close };
});

objectsContract("S3 on AWS", async () => {
  const { store, close, client, buckets } = await bucketsOnAccount();
  return {
    objects: store,
    now: () => new Date(),
    everything: async () =>
      (await Promise.all(Object.values(buckets).map((name) => everythingIn(client, name)))).flat(),
    close,
  };
});
