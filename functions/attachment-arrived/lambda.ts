import { objectsOf, scansOf } from "../../shared/adapters/aws/bucket-objects.ts";
import { changeWorld, told } from "../../shared/adapters/aws/change-world.ts";
import { readFunctionEnvironment } from "../../shared/adapters/aws/function-environments.ts";
import { askingOf, trustOfEnvironment } from "../../shared/adapters/aws/verification-settings.ts";
import { networkPorts } from "../../shared/adapters/network/network-ports.ts";
import { fromObjectQueue, served } from "../../shared/workflow/index.ts";
import { handle } from "./handle.ts";

const env = readFunctionEnvironment("attachment-arrived", process.env);
const verification = { ...trustOfEnvironment(env, told), ...networkPorts(await askingOf(env)) };
export const handler = fromObjectQueue(
  handle({
    ...served(changeWorld(env)),
    objects: objectsOf(env),
    ...scansOf(env),
    // Own anchors lie beside the lists in the bucket of trust.
    anchors: [],
    ...verification,
    intakeBucket: env.VISTO_INTAKE_BUCKET,
  }),
  told,
);
