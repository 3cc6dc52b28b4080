// The function that extends the public log, as it is deployed: its bundle, a table of DynamoDB's protocol, a key of KMS's,
// objects of S3's. That AWS lets it do so, and hands it what it should, is not proved here.
import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { bundleFunction } from "../../../infra/bundle.ts";
import { dynamoItems } from "../../../shared/adapters/aws/dynamo-items.ts";
import { checkNote, readCheckpoint, readVerifierLine } from "../../../shared/register/log/index.ts";
import { keys } from "../../../shared/workflow/index.ts";
import { type LogWorld, readTree } from "../../../shared/workflow/log.ts";
import { streamEvent, streamRecord } from "../../support/aws-events.ts";
import { environmentOf, setEnvironment } from "../../support/aws-services.ts";
import { findDynoxide, startDynoxide } from "../../support/dynoxide.ts";
import { keyId, kmsStandIn } from "../../support/kms-stand-in.ts";
import { addEntries } from "../../support/log.ts";
import { memoryS3 } from "../../support/memory-s3.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import type { DumpedItem } from "../../support/world.ts";

const dynoxide = findDynoxide();
const missing = "missing" in dynoxide ? dynoxide.missing : undefined;
if (missing !== undefined) console.warn(`the deployed log is not tested: ${missing}`);

const tenant = "T#borgo-sereno";
const act = "01JGABCDEFGHJKMNPQRSTVWXY1";

it.skipIf(missing !== undefined)(
  `the deployed function signs what the stream tells it of, once${missing === undefined ? "" : ` (skipped: ${missing})`}`,
  async () => {
    if ("missing" in dynoxide) throw new Error(dynoxide.missing);
    const { client, table, stop } = await startDynoxide(dynoxide.program);
    onTestFinished(stop);
    const kms = await kmsStandIn(new Map([[keyId, generateKeyPairSync("ed25519").privateKey]]));
    const s3 = await memoryS3();
    const folder = await tempFolder();
    await bundleFunction({ name: "extend-log" }, folder);
    const { hostname = "", port } = (await client.config.endpoint?.()) ?? {};
    const at = {
      table: { endpoint: `http://${hostname}:${port}`, name: table },
      services: "http://127.0.0.1:9",
      folder,
    };
    const told = environmentOf({ ...at, origin: "https://atti.example.org" });
    const services = { AWS_ENDPOINT_URL_S3: s3.url, AWS_ENDPOINT_URL_KMS: kms.endpoint };
    onTestFinished(setEnvironment({ ...told, ...services, VISTO_LOG_KEY: keyId }));
    const { handler } = await import(pathToFileURL(join(folder, "index.mjs")).href);

    const items = dynamoItems({ client, table });
    await addEntries({ items, settings: { tenant } } as LogWorld, act, 1, 3);
    const page = await items.query({ pk: keys.act(tenant, act), sk: { beginsWith: "AUD#" } });
    const batch = streamEvent(...page.items.map((item, n) => streamRecord(item as DumpedItem, `${n}`)));
    for (let time = 0; time < 2; time += 1) expect(await handler(batch)).toEqual({ batchItemFailures: [] });
    expect(await handler({ clock: "extend-log" })).toEqual({ batchItemFailures: [] });

    const tree = await readTree(items, tenant);
    expect(tree).toMatchObject({ origin: "atti.example.org/log", size: 3 });
    const key = readVerifierLine(tree?.key ?? "");
    const checkpoint = readCheckpoint(String(s3.stored.get("/visto-portal/log/checkpoint/3")?.bytes));
    expect(key && checkpoint && checkNote(checkpoint.note, key)).toBe("holds");
    expect(kms.asked.map(({ target }) => target)).toEqual(["TrentService.GetPublicKey", "TrentService.Sign"]);
    // The edge serves the tile from the bucket as it lies there.
    expect(s3.stored.get("/visto-portal/log/tile/0/000.p/3")).toMatchObject({
      type: "application/octet-stream",
      cache: "public, max-age=31536000, immutable",
    });
  },
  60_000,
);
