// The sealing function as it is deployed, with its key on a stand-in of KMS: which key it opens, and what the clock asks.
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { bundleFunction } from "../../../infra/bundle.ts";
import { keepSealCertificates } from "../../../shared/adapters/aws/sealed-secret.ts";
import { testCertificate } from "../../../shared/seal/index.ts";
import { environmentOf, setEnvironment } from "../../support/aws-services.ts";
import { keyId, kmsStandIn } from "../../support/kms-stand-in.ts";
import { makeFolder, removeFolder } from "../../support/temp-folder.ts";

const newKey = () => generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const [first, second] = [newKey(), newKey()];
const secondId = keyId.replace("1234abcd", "5678abcd");
const days = 400;
let folder: string;
let loads = 0;

beforeAll(async () => {
  folder = await makeFolder();
  await bundleFunction({ name: "seal-copy" }, folder);
}, 120_000);
afterAll(() => removeFolder(folder));

/** A certificate for the second key, which ends in a known number of days. */
const certificate = () =>
  testCertificate(
    {
      subject: [["commonName", "Comune di Borgo Sereno"]],
      publicKey: createPublicKey(second),
      notBefore: new Date("2020-01-01T00:00:00Z"),
      notAfter: new Date(Date.now() + (days + 0.5) * 86_400_000),
      ...{ keyUsage: ["nonRepudiation"], authority: false },
    },
    { ownKey: second },
  );

/** Starts the function anew, as Lambda does, with what the secret holds about the key `named`. */
async function start(named: string) {
  const keys = new Map([
    [keyId, first],
    [secondId, second],
  ]);
  const stand = await kmsStandIn(keys, {}, new Map([["sigillo", "-"]]));
  const seal = { certificate: await certificate(), chain: [], keyId: named };
  await keepSealCertificates("sigillo", seal, stand.secretsClient);
  const putBack = setEnvironment({
    ...environmentOf({
      ...{ table: { endpoint: "http://127.0.0.1:9", name: "t" }, services: stand.endpoint, folder },
      origin: "https://visto.example.org",
    }),
    AWS_ENDPOINT_URL_KMS: stand.endpoint,
    VISTO_FETCH_MATERIAL: "no",
    VISTO_MALWARE_SCAN: "no",
    VISTO_SEAL_SECRET: "sigillo",
    // The installation's own is the first, which the new certificate is not for.
    VISTO_SEAL_KEY: keyId,
  });
  onTestFinished(putBack);
  loads += 1;
  const file = `${pathToFileURL(join(folder, "index.mjs")).href}?${loads}`;
  const { handler }: { handler: (event: unknown) => Promise<unknown> } = await import(file);
  return { handler, asked: stand.asked };
}

describe("the deployed sealing function", () => {
  it("opens the key that the certificates name, and tells the clock how long they last", async () => {
    const { handler, asked } = await start(secondId);
    // Whoever only starts it asks for nothing: the first event does.
    const asksForKeys = () => asked.flatMap(({ body }) => ("KeyId" in body ? [body["KeyId"]] : []));
    expect(asksForKeys()).toEqual([]);
    const lines: string[] = [];
    const written = vi.spyOn(process.stdout, "write").mockImplementation((line) => lines.push(String(line)) > 0);
    onTestFinished(() => written.mockRestore());
    expect(await handler({ clock: "seal-copy" })).toEqual({ batchItemFailures: [] });
    expect(asksForKeys()).toEqual([secondId]);
    const told = lines.filter((line) => line.includes("SealCertificateDaysLeft")).map((line) => JSON.parse(line));
    expect(told).toMatchObject([{ SealCertificateDaysLeft: days }]);
    // The key is not used for it.
    expect(asked.some(({ target }) => target === "TrentService.Sign")).toBe(false);
    expect(await handler({ Records: [] })).toEqual({ batchItemFailures: [] });
  });

  it("seals nothing with a certificate for another key than the one that is named, whenever it is asked", async () => {
    const { handler } = await start(keyId);
    for (const event of [{ clock: "seal-copy" }, { Records: [] }])
      await expect(handler(event)).rejects.toMatchObject({ code: "KEY_MISMATCH" });
  });
});
