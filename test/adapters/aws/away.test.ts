// Proves what counts as "does not answer now": real faults of the SDK on servers that are away, slow or in trouble.
import { createServer } from "node:http";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, it, onTestFinished } from "vitest";
import { isAway } from "../../../shared/adapters/aws/away.ts";
import { objectsOf } from "../../../shared/adapters/aws/bucket-objects.ts";
import { readFunctionEnvironment } from "../../../shared/adapters/aws/function-environments.ts";
import { s3Client } from "../../../shared/adapters/aws/s3-objects.ts";
import { environmentOf, setEnvironment } from "../../support/aws-services.ts";
import { cannedServer } from "../../support/canned-server.ts";
import { config } from "../../support/kms-stand-in.ts";

const faultOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => undefined,
    (fault: unknown) => fault,
  );

function table(endpoint: string, requestHandler = {}) {
  const client = new DynamoDBClient({ ...config, endpoint, requestHandler });
  onTestFinished(() => client.destroy());
  return faultOf(client.send(new GetItemCommand({ TableName: "t", Key: { pk: { S: "a" }, sk: { S: "b" } } })));
}

function bucket(endpoint: string) {
  const client = s3Client({ ...config, endpoint, forcePathStyle: true });
  onTestFinished(() => client.destroy());
  return faultOf(client.send(new GetObjectCommand({ Bucket: "deposito", Key: "atto" })));
}

const json = { "content-type": "application/x-amz-json-1.0" };
const dynamo = (name: string) => JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: "no" });
const xml = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`;

describe("a store is away", () => {
  it("when nothing listens, and when its name is not known", async () => {
    for (const endpoint of ["http://127.0.0.1:9", "http://127.0.0.1.invalid:80"])
      for (const fault of await Promise.all([table(endpoint), bucket(endpoint)])) expect(isAway(fault)).toBe(true);
  });

  it("when it takes the request and says nothing", async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const fault = await table(`http://127.0.0.1:${port}`, { requestTimeout: 50, throwOnRequestTimeout: true });
    expect([(fault as Error).name, isAway(fault)]).toEqual(["TimeoutError", true]);
  });

  it("when a bucket of the pages says nothing, which are told so after three tries", async () => {
    let asked = 0;
    const server = createServer(() => {
      asked += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
    const at = { table: { endpoint: url, name: "t" }, services: url, folder: ".", origin: "https://visto.example.org" };
    const putBack = setEnvironment({ ...environmentOf(at), AWS_ENDPOINT_URL_S3: url });
    onTestFinished(() => {
      putBack();
      server.closeAllConnections();
      server.close();
    });
    const env = readFunctionEnvironment("publish-act", process.env);
    const fault = await faultOf(objectsOf(env, { answer: 50 }).head({ bucket: "vault", key: "atto" }));
    expect([(fault as Error).name, isAway(fault), asked]).toEqual(["TimeoutError", true, 3]);
  });

  it("when it is in trouble, or holds requests back", async () => {
    for (const [status, name] of [
      [500, "InternalServerError"],
      [400, "ProvisionedThroughputExceededException"],
      [400, "ThrottlingException"],
    ] as const) {
      const { url } = await cannedServer({ status, headers: json, body: dynamo(name) });
      expect(isAway(await table(url))).toBe(true);
    }
    const { url } = await cannedServer({ status: 503, headers: {}, body: xml("SlowDown") });
    expect(isAway(await bucket(url))).toBe(true);
  });

  it("also where somebody put the fault into one of their own", () => {
    const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    expect(isAway(new Error("the act cannot be read", { cause: refused }))).toBe(true);
  });
});

describe("a store is not away", () => {
  it("when a right or a name is wrong: waiting mends neither", async () => {
    for (const name of ["AccessDeniedException", "ResourceNotFoundException", "ValidationException"]) {
      const { url } = await cannedServer({ status: 400, headers: json, body: dynamo(name) });
      expect(isAway(await table(url))).toBe(false);
    }
    const { url } = await cannedServer({ status: 403, headers: {}, body: xml("AccessDenied") });
    expect(isAway(await bucket(url))).toBe(false);
  });

  it("when the fault is ours", () => {
    for (const fault of [new TypeError("x is not a function"), "text", undefined, null, { code: "ECONNREFUSED" }])
      expect(isAway(fault)).toBe(false);
  });
});
