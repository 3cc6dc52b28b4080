import { objectsOf, scansOf } from "../../shared/adapters/aws/bucket-objects.ts";
import { changeWorld, told } from "../../shared/adapters/aws/change-world.ts";
import { readFunctionEnvironment } from "../../shared/adapters/aws/function-environments.ts";
import { madeOnce } from "../../shared/adapters/aws/made-once.ts";
import { askingOf, trustOfEnvironment } from "../../shared/adapters/aws/verification-settings.ts";
import { networkPorts } from "../../shared/adapters/network/network-ports.ts";
import { fromObjectQueue, type QueueEvent, served } from "../../shared/workflow/index.ts";
import { handle } from "./handle.ts";

const env = readFunctionEnvironment("attachment-arrived", process.env);
const ready = madeOnce(async () =>
  fromObjectQueue(
    handle({
      ...served(changeWorld(env)),
      objects: objectsOf(env),
      ...scansOf(env),
      // Own anchors lie beside the lists in the bucket of trust.
      anchors: [],
      ...trustOfEnvironment(env, told),
      ...networkPorts(await askingOf(env)),
      intakeBucket: env.VISTO_INTAKE_BUCKET,
    }),
    told,
  ),
);
export const handler = async (event: QueueEvent) => (await ready())(event);
