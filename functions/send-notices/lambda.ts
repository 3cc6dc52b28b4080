import { changeWorld, told } from "../../shared/adapters/aws/change-world.ts";
import { readEnvironment } from "../../shared/adapters/aws/environment.ts";
import { sesMail } from "../../shared/adapters/aws/ses-mail.ts";
import { handle } from "./handle.ts";

const env = readEnvironment(process.env);
if (!env.VISTO_SENDER) throw new Error("environment: VISTO_SENDER: missing");
const mail = sesMail({ sender: env.VISTO_SENDER });
export const handler = handle({ ...changeWorld(env), mail, told });
