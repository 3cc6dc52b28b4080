import { objectsOf } from "../../shared/adapters/aws/bucket-objects.ts";
import { changeWorld } from "../../shared/adapters/aws/change-world.ts";
import { readEnvironment } from "../../shared/adapters/aws/environment.ts";
import { handle } from "./handle.ts";

const env = readEnvironment(process.env);
// No trusted list is loaded yet, so no anchors: a signature's trust stays unverified, and every page says so.
export const handler = handle({
  ...changeWorld(env),
  objects: objectsOf(env),
  anchors: [],
  intakeBucket: env.VISTO_INTAKE_BUCKET,
});
