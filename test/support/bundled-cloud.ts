import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { onTestFinished } from "vitest";
import { borgoSereno, demoPeople } from "../../local/demo/borgo-sereno.ts";
import { openTestPki, testPassword } from "../../local/demo/pki.ts";
import { dynamoItems } from "../../shared/adapters/aws/dynamo-items.ts";
import { dynamoScan } from "../../shared/adapters/aws/dynamo-scan.ts";
import { s3Client, s3Objects } from "../../shared/adapters/aws/s3-objects.ts";
import { readPkcs12, testCertificate } from "../../shared/seal/index.ts";
import { type BatchAnswer, type Objects, scanAll } from "../../shared/workflow/index.ts";
import { arrivedEvent, queueEvent, queueMessage, streamEvent, streamRecord } from "./aws-events.ts";
import { environmentOf, openServices, setEnvironment } from "./aws-services.ts";
import { startDynoxide } from "./dynoxide.ts";
import { config, keyId, kmsStandIn } from "./kms-stand-in.ts";
import { openS3StandIn } from "./s3-stand-in.ts";
import { openSqsStandIn } from "./sqs-stand-in.ts";
import { tempFolder } from "./temp-folder.ts";
import type { DumpedItem } from "./world.ts";

const buckets = { intake: "visto-intake", vault: "visto-vault", portal: "visto-portal" };
const consumers = {
  "render-act": "RENDERER",
  "send-notices": "MAILER",
  "assign-number": "REGISTRAR",
  "seal-copy": "SEALER",
  "publish-act": "PUBLISHER",
} as const;
export const bundledFunctions = ["dispatch", "attachment-arrived", ...Object.keys(consumers), "extend-log"];
const logKeyId = `${keyId.slice(0, -4)}0106`;
const names = Object.keys(consumers) as (keyof typeof consumers)[];

type Handler = (event: unknown) => Promise<BatchAnswer>;
let loads = 0;

/** TEST keys: an authority in the bucket of trust, signatories, and the body's seal as a PKCS#12 or a key of KMS. */
async function openKeys(seal: "pkcs12" | "kms") {
  const dir = await tempFolder();
  const now = new Date();
  const { name: bodyName } = borgoSereno("http://127.0.0.1");
  const people = demoPeople.filter(({ who }) => ["adele.prova", "dario.campione"].includes(who));
  const pki = await openTestPki({ dir, people, bodyName, now });
  const read = (name: string) => readFile(join(dir, name));
  const held = new Map([[logKeyId, generateKeyPairSync("ed25519").privateKey]]);
  const kms = await kmsStandIn(held);
  const environment = { AWS_ENDPOINT_URL_KMS: kms.endpoint, VISTO_LOG_KEY: logKeyId };
  if (seal === "pkcs12") {
    const secret = { pkcs12: (await read("seal.p12")).toString("base64"), passphrase: testPassword };
    return { pki, secret, authority: await read("ca.pem"), environment, kms };
  }
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const subject = [["commonName", "SIGILLO DI PROVA IN KMS"]] as const;
  const days = { notBefore: new Date("2020-01-01"), notAfter: new Date(now.getTime() + 30 * 86_400_000) };
  const usage = { keyUsage: ["nonRepudiation"] as const, authority: false };
  const issuer = readPkcs12(await read("ca.p12"), testPassword);
  const certificate = await testCertificate({ subject, publicKey, ...days, ...usage }, issuer);
  held.set(keyId, privateKey);
  const secret = { certificates: new X509Certificate(certificate).toString(), key: keyId };
  return { pki, secret, authority: await read("ca.pem"), environment: { ...environment, VISTO_SEAL_KEY: keyId }, kms };
}

/**
 * Every function between an upload and the portal as it is deployed, one bundle each in `folder`, on a table of
 * DynamoDB's protocol and stand-ins of S3, SQS, SES, Secrets Manager and KMS, for the running test.
 */
export async function openBundledCloud(
  program: string,
  folder: string,
  seal: "pkcs12" | "kms",
  arms?: { readonly bytes: Uint8Array; readonly alt: string },
) {
  const [table, s3, sqs, keys] = [
    await startDynoxide(program),
    await openS3StandIn(),
    await openSqsStandIn(),
    await openKeys(seal),
  ];
  const services = await openServices({
    sigillo: JSON.stringify(keys.secret),
    // What the pages make codes with (world.ts).
    conferme: `base64:${Buffer.alloc(32, 9).toString("base64")}`,
  });
  const client = s3Client({ ...config, endpoint: s3.url, forcePathStyle: true });
  for (const end of [table.stop, s3.close, sqs.close, services.close, async () => client.destroy()])
    onTestFinished(end);
  s3.put("visto-trust", "ca.pem", keys.authority);
  const { hostname = "", port } = (await table.client.config.endpoint?.()) ?? {};
  const at = { endpoint: `http://${hostname}:${port}`, name: table.table };
  const origin = borgoSereno("http://127.0.0.1:8080").baseUrl;
  const queues = names.map((name) => [`VISTO_QUEUE_${consumers[name]}`, sqs.addressOf(name)] as const);
  onTestFinished(
    setEnvironment({
      ...environmentOf({ table: at, services: services.url, folder, origin }),
      AWS_ENDPOINT_URL_S3: s3.url,
      AWS_ENDPOINT_URL_SQS: sqs.url,
      VISTO_FACTOR_SECRET: "conferme",
      VISTO_FETCH_MATERIAL: "no",
      VISTO_MALWARE_SCAN: "no",
      VISTO_SEAL_SECRET: "sigillo",
      ...(arms && { VISTO_ARMS: JSON.stringify({ format: "png", alt: arms.alt }) }),
      ...keys.environment,
      ...Object.fromEntries(queues),
    }),
  );
  loads += 1;
  const handlers: Record<string, Handler> = {};
  for (const name of bundledFunctions) {
    const place = join(folder, name);
    // As Lambda does before it starts a function; the stack put the picture there.
    process.env["LAMBDA_TASK_ROOT"] = place;
    if (arms && ["render-act", "seal-copy"].includes(name)) await writeFile(join(place, "arms.png"), arms.bytes);
    const file = `${pathToFileURL(join(folder, name, "index.mjs")).href}?${loads}`;
    handlers[name] = ((await import(file)) as { handler: Handler }).handler;
  }
  const { client: dynamo } = table;
  const items = {
    ...dynamoItems({ client: dynamo, table: at.name }),
    ...dynamoScan({ client: dynamo, table: at.name }),
  };
  const objects: Objects = s3Objects({ client, buckets, now: () => new Date() });
  return {
    items,
    objects,
    s3,
    pki: keys.pki,
    sent: services.sent,
    deliver: deliverer(handlers, { folder, items, s3, sqs }),
    /** The stream's other reader, told of every entry; what it asked KMS for. */
    async extendLog() {
      const entries: DumpedItem[] = [];
      for await (const item of scanAll(items)) if (item.sk.startsWith("AUD#")) entries.push(item);
      const records = entries.map((item, at) => streamRecord(item, `${at}`.padStart(6, "0")));
      const answer = await handlers["extend-log"]?.(streamEvent(...records));
      const asked = keys.kms.asked.filter(({ body }) => body["KeyId"] === logKeyId);
      return { entries: entries.length, answer, asked: asked.map(({ target }) => target) };
    },
  };
}

/** Entries that wait in the outbox, and previews that were asked for. */
const isTold = (item: DumpedItem): boolean =>
  (item.sk.startsWith("AUD#") && "gsi5pk" in item) || (item["due"] === "preview" && "gsi4pk" in item);

type Cloud = {
  readonly folder: string;
  readonly items: ReturnType<typeof dynamoScan>;
  readonly s3: Awaited<ReturnType<typeof openS3StandIn>>;
  readonly sqs: Awaited<ReturnType<typeof openSqsStandIn>>;
};

/** What AWS does between the functions: S3's events, the table's stream, the queues. Answers when nothing is left. */
function deliverer(handlers: Readonly<Record<string, Handler>>, { folder, items, s3, sqs }: Cloud) {
  const failed: string[] = [];
  const told = new Set<string>();
  const call = async (name: string, event: unknown) => {
    process.env["LAMBDA_TASK_ROOT"] = join(folder, name);
    const { batchItemFailures } = (await handlers[name]?.(event)) ?? { batchItemFailures: [] };
    failed.push(...batchItemFailures.map(({ itemIdentifier }) => `${name} ${itemIdentifier}`));
  };
  async function arrivals(): Promise<number> {
    const arrived = s3.stored.filter(({ bucket, version }) => bucket === buckets.intake && !told.has(version));
    for (const { bucket, key, version } of arrived) {
      told.add(version);
      await call("attachment-arrived", queueEvent(queueMessage(version, arrivedEvent(bucket, key, version))));
    }
    return arrived.length;
  }
  async function changes(): Promise<number> {
    const waiting: DumpedItem[] = [];
    for await (const item of scanAll(items)) if (isTold(item) && !told.has(`${item.pk} ${item.sk}`)) waiting.push(item);
    for (const { pk, sk } of waiting) told.add(`${pk} ${sk}`);
    const records = waiting.map((item, at) => streamRecord(item, `${item["seq"] ?? at}`.padStart(6, "0")));
    if (records.length > 0) await call("dispatch", streamEvent(...records));
    const messages = sqs.take();
    for (const { queue, id, group, body } of messages)
      await call(queue, queueEvent(queueMessage(id, JSON.parse(body), group)));
    return messages.length;
  }
  return async () => {
    let all = 0;
    for (let round = 0; round < 60; round += 1) {
      const done = (await arrivals()) + (await changes());
      if (failed.length > 0) throw new Error(`given back: ${failed.join(", ")}`);
      if (done === 0) return all;
      all += done;
    }
    throw new Error("deliveries do not end");
  };
}
