import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { idMaker } from "../../workflow/ports/ids.ts";
import { dynamoItems } from "./dynamo-items.ts";
import { type Environment, settingsOf } from "./environment.ts";

const now = () => new Date();
const bytes = (length: number) => new Uint8Array(randomBytes(length));

/** What every change of an act needs, on AWS. Made once per process, outside the handler. */
export function changeWorld(env: Environment) {
  return {
    settings: settingsOf(env),
    items: dynamoItems({ client: new DynamoDBClient({}), table: env.VISTO_TABLE }),
    clock: () => now().toISOString(),
    newId: idMaker(now, bytes),
    randomBytes: bytes,
    pause: async (milliseconds: number) => {
      await pause(milliseconds);
    },
  };
}

/** One JSON line for a fault, with the ids that find it again and nothing about people. */
export function told(fault: unknown, about: { readonly type: string; readonly actId: string } | string): void {
  const error =
    fault instanceof Error
      ? { name: fault.name, message: fault.message, stack: fault.stack }
      : { message: String(fault) };
  process.stderr.write(`${JSON.stringify({ level: "ERROR", code: "DELIVERY_FAILED", about, error })}\n`);
}
