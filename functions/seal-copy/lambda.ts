import { objectsOf } from "../../shared/adapters/aws/bucket-objects.ts";
import { bundledRenderer } from "../../shared/adapters/aws/bundled-renderer.ts";
import { changeWorld, told } from "../../shared/adapters/aws/change-world.ts";
import { readFunctionEnvironment } from "../../shared/adapters/aws/function-environments.ts";
import { madeOnce } from "../../shared/adapters/aws/made-once.ts";
import { askingOf, trustOfEnvironment } from "../../shared/adapters/aws/verification-settings.ts";
import { networkPorts } from "../../shared/adapters/network/network-ports.ts";
import type { SignerPort } from "../../shared/seal/index.ts";
import { type BatchAnswer, fromQueue, type QueueEvent, served } from "../../shared/workflow/index.ts";
import { handle, measureSeal } from "./handle.ts";

const env = readFunctionEnvironment("seal-copy", process.env);
async function openSeal(): Promise<SignerPort> {
  const { VISTO_SEAL_KEY: given, VISTO_SEAL_SECRET: secret } = env;
  const { readSealCertificates, readSealSecret } = await import("../../shared/adapters/aws/sealed-secret.ts");
  if (given !== undefined) {
    const { kmsSigner } = await import("../../shared/adapters/aws/kms-signer.ts");
    // The certificates say which key they are for: between a new key and its certificate the earlier pair goes on.
    const { keyId = given, ...certificates } = await readSealCertificates(secret);
    return kmsSigner({ keyId, ...certificates });
  }
  // What reads a PKCS#12 is large, and a key of KMS needs none of it.
  const [{ pkcs12, passphrase }, { readPkcs12 }] = await Promise.all([
    readSealSecret(secret),
    import("../../shared/seal/pkcs12.ts"),
  ]);
  return readPkcs12(pkcs12, passphrase);
}
const ready = madeOnce(async () => {
  const world = { ...served(changeWorld(env)), seal: await openSeal() };
  // The seal's own timestamp is judged like any other.
  const verification = { ...trustOfEnvironment(env, told), ...networkPorts(await askingOf(env)) };
  const sealing = fromQueue(
    handle({ ...world, objects: objectsOf(env), renderer: bundledRenderer(), ...verification, anchors: [], told }),
    told,
  );
  return { world, sealing };
});
export const handler = async (event: QueueEvent | { readonly clock: string }): Promise<BatchAnswer> => {
  const { world, sealing } = await ready();
  if ("Records" in event) return sealing(event);
  measureSeal(world);
  return { batchItemFailures: [] };
};
