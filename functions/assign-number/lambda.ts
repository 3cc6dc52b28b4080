import { changeWorld, told } from "../../shared/adapters/aws/change-world.ts";
import { readFunctionEnvironment } from "../../shared/adapters/aws/function-environments.ts";
import { fromQueue, served } from "../../shared/workflow/index.ts";
import { handle } from "./handle.ts";

export const handler = fromQueue(
  handle({ ...served(changeWorld(readFunctionEnvironment("assign-number", process.env))), told }),
  told,
);
