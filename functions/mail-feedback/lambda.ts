import { changeWorld, told } from "../../shared/adapters/aws/change-world.ts";
import { readFunctionEnvironment } from "../../shared/adapters/aws/function-environments.ts";
import { handle } from "./handle.ts";

export const handler = handle({ ...changeWorld(readFunctionEnvironment("mail-feedback", process.env)), told });
