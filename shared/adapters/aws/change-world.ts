import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { idMaker } from "../../workflow/ports/ids.ts";
import { dynamoItems } from "./dynamo-items.ts";
import { type Environment, settingsOf } from "./environment.ts";
import { journal } from "./process-journal.ts";

export { told } from "./process-journal.ts";

const now = () => new Date();
/**
 * Milliseconds, for each of three tries: a table that does not answer is told as such before the function's own time is
 * over, which nobody could answer for.
 */
const patience = { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true };
const bytes = (length: number) => new Uint8Array(randomBytes(length));

/** What every change of an act needs, on AWS. Made once per process, outside the handler. */
export function changeWorld(env: Environment) {
  return {
    settings: settingsOf(env),
    ...(env.VISTO_WEBHOOKS ? { webhooks: { endpoints: env.VISTO_WEBHOOKS } } : {}),
    journal,
    items: dynamoItems({ client: new DynamoDBClient({ requestHandler: patience }), table: env.VISTO_TABLE }),
    clock: () => now().toISOString(),
    newId: idMaker(now, bytes),
    randomBytes: bytes,
    pause: async (milliseconds: number) => {
      await pause(milliseconds);
    },
  };
}
