import { changeWorld, told } from "../../shared/adapters/aws/change-world.ts";
import { readFunctionEnvironment } from "../../shared/adapters/aws/function-environments.ts";
import { sesMail } from "../../shared/adapters/aws/ses-mail.ts";
import { fromQueue } from "../../shared/workflow/index.ts";
import { handle } from "./handle.ts";

const env = readFunctionEnvironment("send-notices", process.env);
const mail = sesMail({ sender: env.VISTO_SENDER, events: env.VISTO_MAIL_EVENTS });
export const handler = fromQueue(handle({ ...changeWorld(env), mail, told }), told);
