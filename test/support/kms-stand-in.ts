// A stand-in for KMS and Secrets Manager with real keys, by their protocol: that AWS checks who asks is not proved by it.
import { createPublicKey, type KeyObject, privateEncrypt, sign } from "node:crypto";
import { createServer } from "node:http";
import { KMSClient } from "@aws-sdk/client-kms";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { onTestFinished } from "vitest";

export const keyId = "arn:aws:kms:eu-south-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
export const config = {
  region: "eu-south-1",
  maxAttempts: 1,
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
};

export type Asked = {
  readonly target: string;
  readonly authorization: string;
  readonly body: Readonly<Record<string, string>>;
};

/** DigestInfo of SHA-256 (RFC 8017 §9.2, note 1): what KMS pads when it is given a digest. */
const digestInfo = Buffer.from("3031300d060960864801650304020105000420", "hex");

/** What a stand-in on a curve is told out of band, by the digest: Node signs no bare digest there. */
export const messages = new Map<string, Uint8Array>();

/** Ed25519 as KMS has it: over the message itself, of at most 4,096 bytes. The other one, over a digest, is not here. */
function signRaw(key: KeyObject, message: Buffer, body: Asked["body"]): Buffer {
  if (body["MessageType"] !== "RAW" || body["SigningAlgorithm"] !== "ED25519_SHA_512")
    throw new Error(`${body["SigningAlgorithm"]} over ${body["MessageType"]} is not ED25519_SHA_512 over RAW`);
  if (message.length > 4096) throw new Error("KMS takes no message of over 4,096 bytes");
  return sign(null, message, key);
}

/** Signs a digest that it is given, as KMS with MessageType DIGEST. */
function signDigest(key: KeyObject, digest: Buffer, body: Asked["body"]): Buffer {
  if (body["MessageType"] !== "DIGEST") throw new Error("the whole message was sent");
  if (key.asymmetricKeyType === "rsa") return privateEncrypt(key, Buffer.concat([digestInfo, digest]));
  const algorithm = body["SigningAlgorithm"]?.replace("ECDSA_SHA_", "sha") ?? "";
  return sign(algorithm, messages.get(digest.toString("hex")) ?? Buffer.alloc(0), key);
}

type Over = { readonly usage?: string; readonly spoil?: boolean };

function answer(
  keys: ReadonlyMap<string, KeyObject>,
  secrets: Map<string, string>,
  { target, body }: Asked,
  over: Over,
) {
  const [service, action] = target.split(".");
  if (service === "secretsmanager") {
    const id = body["SecretId"] ?? "";
    const given = body["SecretString"];
    if (action === "PutSecretValue" && given !== undefined && secrets.has(id)) secrets.set(id, given);
    const SecretString = secrets.get(id);
    return SecretString === undefined ? { __type: "ResourceNotFoundException" } : { Name: id, SecretString };
  }
  const key = keys.get(body["KeyId"] ?? "");
  if (!key) return { __type: "NotFoundException", message: `Key '${body["KeyId"]}' does not exist` };
  if (action === "GetPublicKey") {
    const PublicKey = createPublicKey(key).export({ format: "der", type: "spki" }).toString("base64");
    return { KeyId: body["KeyId"], PublicKey, KeyUsage: over.usage ?? "SIGN_VERIFY" };
  }
  const message = Buffer.from(body["Message"] ?? "", "base64");
  const signature = (key.asymmetricKeyType === "ed25519" ? signRaw : signDigest)(key, message, body);
  if (over.spoil) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
  return { KeyId: body["KeyId"], Signature: signature.toString("base64") };
}

/** Both services for the rest of a test, with these keys by their ARN and these secrets by their name. */
export async function kmsStandIn(
  keys: ReadonlyMap<string, KeyObject>,
  over: Over = {},
  secrets: Map<string, string> = new Map(),
) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const one: Asked = {
      target: String(request.headers["x-amz-target"]),
      authorization: String(request.headers.authorization),
      body: JSON.parse(Buffer.concat(parts).toString("utf8")) as Asked["body"],
    };
    asked.push(one);
    const said = answer(keys, secrets, one, over);
    response.writeHead("__type" in said ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(said));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const endpoint = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  const client = new KMSClient({ ...config, endpoint });
  const secretsClient = new SecretsManagerClient({ ...config, endpoint });
  onTestFinished(() => {
    client.destroy();
    secretsClient.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { client, secretsClient, endpoint, asked, secrets };
}
