// Trusted lists as objects of a bucket, over HTTP on this machine: read once, again when they change, never half.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it, onTestFinished } from "vitest";
import { readEnvironment } from "../../../shared/adapters/aws/environment.ts";
import { trustBucket } from "../../../shared/adapters/aws/trust-bucket.ts";
import { askingOf } from "../../../shared/adapters/aws/verification-settings.ts";
import { cannedServer } from "../../support/canned-server.ts";
import { qualifiedCertificate } from "../../support/qualified-pki.ts";
import { trustedList } from "../../support/trusted-lists.ts";

const config = {
  region: "eu-south-1",
  forcePathStyle: true,
  maxAttempts: 1,
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
};
const signer = qualifiedCertificate({ subject: "PROVA Italian list" });
const list = (sequence: number) => trustedList({ signer, sequence, services: [] });

/** A bucket: its objects by key, in pages of two, and what was asked of it. */
async function bucket(objects: Map<string, Uint8Array>) {
  const asked: string[] = [];
  const etag = (bytes: Uint8Array) => `&quot;${createHash("md5").update(bytes).digest("hex")}&quot;`;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://bucket");
    const key = decodeURIComponent(url.pathname.slice("/trust/".length));
    asked.push(key || "list");
    const bytes = objects.get(key);
    if (key !== "" && bytes) return response.writeHead(200).end(bytes);
    if (key !== "" || objects.has("down")) return response.writeHead(500).end();
    const from = Number(url.searchParams.get("continuation-token") ?? 0);
    const all = [...objects].map(([name, body]) => `<Contents><Key>${name}</Key><ETag>${etag(body)}</ETag></Contents>`);
    const next = from + 2 < all.length ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : "";
    const page = all.slice(from, from + 2).join("");
    return response
      .writeHead(200, { "content-type": "application/xml" })
      .end(
        `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${page}${next}</ListBucketResult>`,
      );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  const client = new S3Client({ ...config, endpoint: `http://127.0.0.1:${address.port}` });
  onTestFinished(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  const told: string[] = [];
  const source = trustBucket({
    client,
    bucket: "trust",
    told: ({ name, problem }) => void told.push(`${name} ${problem}`),
  });
  return { source, asked, told };
}

describe("a bucket of trusted lists", () => {
  it("is read page by page, and again only where an object changed", async () => {
    const objects = new Map([
      ["IT.xml", list(7)],
      ["LEGGIMI.txt", new Uint8Array(3)],
      ["firmatario.cer", signer.der],
    ]);
    const { source, asked, told } = await bucket(objects);
    const first = await source.current();
    expect(first.trustedLists?.lists).toMatchObject([{ territory: "IT", sequence: 7 }]);
    expect(first.anchors).toHaveLength(1);
    expect(asked).toEqual(["list", "list", "IT.xml", "firmatario.cer"]);
    expect(await source.current()).toBe(first);
    expect(asked.slice(4)).toEqual(["list", "list"]);
    objects.set("IT.xml", list(8));
    expect((await source.current()).trustedLists?.lists).toMatchObject([{ sequence: 8 }]);
    expect(asked.slice(6)).toEqual(["list", "list", "IT.xml"]);
    objects.set("IT.xml", list(6));
    expect((await source.current()).trustedLists?.lists).toEqual([]);
    expect(told).toEqual(["IT.xml LIST_SEQUENCE_ROLLBACK"]);
  });

  it("that cannot be read is a fault, never an empty trust", async () => {
    const { source } = await bucket(new Map([["down", new Uint8Array()]]));
    await expect(source.current()).rejects.toThrow();
  });
});

describe("the addresses that a function may ask", () => {
  const env = (more: Record<string, string>) =>
    readEnvironment({
      VISTO_TABLE: "t",
      VISTO_INTAKE_BUCKET: "i",
      VISTO_VAULT_BUCKET: "v",
      VISTO_PORTAL_BUCKET: "p",
      VISTO_ORIGIN: "https://visto.example.org",
      VISTO_TENANT: "borgo-sereno",
      VISTO_BODY_NAME: "Comune di Borgo Sereno",
      VISTO_BODY_PLACE: "Borgo Sereno",
      VISTO_OFFICE: "Ufficio",
      ...more,
    });
  const secrets = async (secret: string) => {
    const body = JSON.stringify({ SecretString: secret });
    const { url } = await cannedServer({
      status: 200,
      body,
      headers: { "content-type": "application/x-amz-json-1.1" },
    });
    const client = new SecretsManagerClient({ ...config, endpoint: url });
    onTestFinished(() => client.destroy());
    return client;
  };

  it("are none unless they are set", async () => {
    expect(await askingOf(env({}))).toEqual({ fetchMaterial: false, timestamps: [] });
  });

  it("are those of the secret and then those of the environment", async () => {
    const client = await secrets('{"timestamps":["https://nome:segreto@a.example/"]}');
    const told = { VISTO_FETCH_MATERIAL: "yes", VISTO_TIMESTAMPS: "https://b.example/", VISTO_TIMESTAMP_SECRET: "s" };
    expect(await askingOf(env(told), client)).toEqual({
      fetchMaterial: true,
      timestamps: ["https://nome:segreto@a.example/", "https://b.example/"],
    });
  });

  it.each(["", "[]", '{"timestamps":[]}', '{"timestamps":["nome:segreto"]}'])(
    "are refused without their secret's words when it says %s",
    async (text) => {
      const refused = askingOf(env({ VISTO_TIMESTAMP_SECRET: "s" }), await secrets(text));
      await expect(refused).rejects.toThrow(/^the secret s is not a JSON object with timestamps/);
      await refused.catch((fault: Error) => expect(fault.message).not.toContain("segreto"));
    },
  );

  it("are refused in an environment when one is no address", () => {
    expect(() => env({ VISTO_TIMESTAMPS: "https://a.example  b" })).toThrow("VISTO_TIMESTAMPS");
  });
});
