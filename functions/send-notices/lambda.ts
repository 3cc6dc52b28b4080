import { changeWorld, told } from "../../shared/adapters/aws/change-world.ts";
import { readFunctionEnvironment } from "../../shared/adapters/aws/function-environments.ts";
import { octetsOfSecret, secretReader } from "../../shared/adapters/aws/kept-secret.ts";
import { madeOnce } from "../../shared/adapters/aws/made-once.ts";
import { sesMail } from "../../shared/adapters/aws/ses-mail.ts";
import { keyedBy } from "../../shared/adapters/network/keyed.ts";
import { fromQueue, type QueueEvent, served } from "../../shared/workflow/index.ts";
import { handle } from "./handle.ts";

const env = readFunctionEnvironment("send-notices", process.env);
const mail = sesMail({ sender: env.VISTO_SENDER, events: env.VISTO_MAIL_EVENTS });
const read = secretReader();
const ready = madeOnce(async () => {
  // The short code of a mail is found by its HMAC, as the pages make it.
  const factors = { keyed: keyedBy(octetsOfSecret(await read(env.VISTO_FACTOR_SECRET))) };
  return fromQueue(handle({ ...served(changeWorld(env)), mail, factors, told }), told);
});
export const handler = async (event: QueueEvent) => (await ready())(event);
