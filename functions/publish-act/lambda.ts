import { objectsOf, publicFilesOf } from "../../shared/adapters/aws/bucket-objects.ts";
import { changeWorld, told } from "../../shared/adapters/aws/change-world.ts";
import { readFunctionEnvironment } from "../../shared/adapters/aws/function-environments.ts";
import { fromQueue, served } from "../../shared/workflow/index.ts";
import { handle } from "./handle.ts";

const env = readFunctionEnvironment("publish-act", process.env);
export const handler = fromQueue(
  handle({ ...served(changeWorld(env)), objects: objectsOf(env), publicFiles: publicFilesOf(env), told }),
  told,
);
