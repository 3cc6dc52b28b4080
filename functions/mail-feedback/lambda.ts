import { changeWorld, told } from "../../shared/adapters/aws/change-world.ts";
import { readFunctionEnvironment } from "../../shared/adapters/aws/function-environments.ts";
import { served } from "../../shared/workflow/index.ts";
import { handle } from "./handle.ts";

export const handler = handle({ ...served(changeWorld(readFunctionEnvironment("mail-feedback", process.env))), told });
