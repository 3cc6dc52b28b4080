import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { idMaker } from "../../workflow/ports/ids.ts";
import { dynamoItems } from "./dynamo-items.ts";
import { type Environment, settingsOf } from "./environment.ts";
import { journal } from "./process-journal.ts";

export { told } from "./process-journal.ts";

const now = () => new Date();
const bytes = (length: number) => new Uint8Array(randomBytes(length));

/** What every change of an act needs, on AWS. Made once per process, outside the handler. */
export function changeWorld(env: Environment) {
  return {
    settings: settingsOf(env),
    ...(env.VISTO_WEBHOOKS ? { webhooks: { endpoints: env.VISTO_WEBHOOKS } } : {}),
    journal,
    items: dynamoItems({ client: new DynamoDBClient({}), table: env.VISTO_TABLE }),
    clock: () => now().toISOString(),
    newId: idMaker(now, bytes),
    randomBytes: bytes,
    pause: async (milliseconds: number) => {
      await pause(milliseconds);
    },
  };
}
