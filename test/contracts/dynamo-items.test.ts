import { describe } from "vitest";
import { dynamoItems } from "../../shared/adapters/aws/dynamo-items.ts";
import { findDynoxide, startDynoxide } from "../support/dynoxide.ts";
import { itemsContract } from "./items.contract.ts";

const dynoxide = findDynoxide();

const missing = "missing" in dynoxide ? dynoxide.missing : undefined;

if (missing !== undefined) console.warn(`items on DynamoDB are not tested: ${missing}`);

describe.skipIf(missing !== undefined)(`with Dynoxide${missing === undefined ? "" : ` (skipped: ${missing})`}`, () => {
  itemsContract(
    "DynamoDB",
    async () => {
      if ("missing" in dynoxide) throw new Error(dynoxide.missing);
      const { client, table, stop } = await startDynoxide(dynoxide.program);
      return { items: dynamoItems({ client, table }), close: stop };
    },
    { prefixesIgnoreCase: true },
  );
});
