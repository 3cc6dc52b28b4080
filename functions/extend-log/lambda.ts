import { objectsOf } from "../../shared/adapters/aws/bucket-objects.ts";
import { changeWorld, told } from "../../shared/adapters/aws/change-world.ts";
import { readFunctionEnvironment } from "../../shared/adapters/aws/function-environments.ts";
import { openKmsLogKey } from "../../shared/adapters/aws/kms-log-key.ts";
import { madeOnce } from "../../shared/adapters/aws/made-once.ts";
import { served } from "../../shared/workflow/index.ts";
import { handle } from "./handle.ts";

const env = readFunctionEnvironment("extend-log", process.env);
const key = madeOnce(() => openKmsLogKey({ keyId: env.VISTO_LOG_KEY }));
// Asked once a day: what asks is read then.
const authority = madeOnce(async () => {
  const [{ askingOf }, { networkPorts }] = await Promise.all([
    import("../../shared/adapters/aws/verification-settings.ts"),
    import("../../shared/adapters/network/network-ports.ts"),
  ]);
  return networkPorts(await askingOf(env)).timestamps;
});
export const handler = handle({
  ...served(changeWorld(env)),
  objects: objectsOf(env),
  // The stream gathers: what it hands over is a batch.
  log: async () => ({ key: await key(), everySeconds: 0 }),
  authority,
  told,
});
