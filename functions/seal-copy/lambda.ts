import { objectsOf } from "../../shared/adapters/aws/bucket-objects.ts";
import { bundledRenderer } from "../../shared/adapters/aws/bundled-renderer.ts";
import { changeWorld, told } from "../../shared/adapters/aws/change-world.ts";
import { readEnvironment } from "../../shared/adapters/aws/environment.ts";
import { readSealSecret } from "../../shared/adapters/aws/sealed-secret.ts";
import { askingOf, trustOfEnvironment } from "../../shared/adapters/aws/verification-settings.ts";
import { networkPorts } from "../../shared/adapters/network/network-ports.ts";
import { readPkcs12 } from "../../shared/seal/index.ts";
import { handle } from "./handle.ts";

const env = readEnvironment(process.env);
if (!env.VISTO_SEAL_SECRET) throw new Error("environment: VISTO_SEAL_SECRET: missing");
const { pkcs12, passphrase } = await readSealSecret(env.VISTO_SEAL_SECRET);
const seal = readPkcs12(pkcs12, passphrase);
// The seal's own timestamp is judged like any other.
const verification = { ...trustOfEnvironment(env, told), ...networkPorts(await askingOf(env)) };
export const handler = handle({
  ...changeWorld(env),
  objects: objectsOf(env),
  renderer: bundledRenderer(),
  seal,
  ...verification,
  anchors: [],
  told,
});
