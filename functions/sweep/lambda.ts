import { objectsOf, scansOf } from "../../shared/adapters/aws/bucket-objects.ts";
import { changeWorld, told } from "../../shared/adapters/aws/change-world.ts";
import { readFunctionEnvironment } from "../../shared/adapters/aws/function-environments.ts";
import { askingOf, trustOfEnvironment } from "../../shared/adapters/aws/verification-settings.ts";
import { networkPorts } from "../../shared/adapters/network/network-ports.ts";
import { handle } from "./handle.ts";

const env = readFunctionEnvironment("sweep", process.env);
const verification = { ...trustOfEnvironment(env, told), ...networkPorts(await askingOf(env)) };
export const handler = handle({
  ...changeWorld(env),
  objects: objectsOf(env),
  ...scansOf(env),
  anchors: [],
  ...verification,
});
