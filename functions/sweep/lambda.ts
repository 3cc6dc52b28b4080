import { objectsOf, scansOf } from "../../shared/adapters/aws/bucket-objects.ts";
import { changeWorld, told } from "../../shared/adapters/aws/change-world.ts";
import { readFunctionEnvironment } from "../../shared/adapters/aws/function-environments.ts";
import { askingReader } from "../../shared/adapters/aws/kept-secret.ts";
import { madeOnce } from "../../shared/adapters/aws/made-once.ts";
import { sesMailOf } from "../../shared/adapters/aws/ses-mail-of.ts";
import { askingOf, trustOfEnvironment } from "../../shared/adapters/aws/verification-settings.ts";
import { webhookEndpointsAt } from "../../shared/adapters/aws/webhook-settings.ts";
import { networkPorts } from "../../shared/adapters/network/network-ports.ts";
import { publicSiteAt } from "../../shared/adapters/network/public-site.ts";
import { webhookSender } from "../../shared/adapters/network/webhook-sender.ts";
import { served } from "../../shared/workflow/index.ts";
import { handle } from "./handle.ts";

const env = readFunctionEnvironment("sweep", process.env);
const { VISTO_WEBHOOK_SECRET: webhookSecret } = env;
const endpoints = webhookSecret === undefined ? undefined : webhookEndpointsAt(webhookSecret, askingReader());
const sender = webhookSender();

const world = served(changeWorld(env));

const ready = madeOnce(async () =>
  handle({
    ...world,
    site: publicSiteAt(() => world.settings.baseUrl),
    objects: objectsOf(env),
    ...scansOf(env),
    anchors: [],
    ...trustOfEnvironment(env, told),
    ...networkPorts(await askingOf(env)),
    mail: sesMailOf(env),
    firstOperator: env.VISTO_FIRST_OPERATOR,
    ...(endpoints ? { hooks: async () => ({ endpoints: await endpoints(), sender }) } : {}),
  }),
);
export const handler = async () => (await ready())();
