import { changeWorld, told } from "../../shared/adapters/aws/change-world.ts";
import { readEnvironment } from "../../shared/adapters/aws/environment.ts";
import { handle } from "./handle.ts";

export const handler = handle({ ...changeWorld(readEnvironment(process.env)), told });
