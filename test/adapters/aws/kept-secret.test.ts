// Proves how secrets are read and kept: once where a process may keep them, again where it failed or people change them.
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it, onTestFinished } from "vitest";
import { askingReader, octetsOfSecret, secretReader } from "../../../shared/adapters/aws/kept-secret.ts";
import { webhookEndpointsAt, webhookEndpointsOf } from "../../../shared/adapters/aws/webhook-settings.ts";
import { type CannedAnswer, cannedServer } from "../../support/canned-server.ts";
import { config } from "../../support/kms-stand-in.ts";

const headers = { "content-type": "application/x-amz-json-1.1" };
const holding = (SecretString: string | undefined): CannedAnswer => ({
  status: 200,
  headers,
  body: JSON.stringify({ Name: "s", ...(SecretString === undefined ? { SecretBinary: "AA==" } : { SecretString }) }),
});
const gone: CannedAnswer = { status: 400, headers, body: JSON.stringify({ __type: "ResourceNotFoundException" }) };

async function answering(...answers: readonly CannedAnswer[]) {
  const { url, seen } = await cannedServer(...answers);
  const client = new SecretsManagerClient({ ...config, endpoint: url });
  onTestFinished(() => client.destroy());
  return { client, asked: () => seen.map(({ body }) => JSON.parse(body).SecretId as string) };
}

describe("a secret", () => {
  it("is asked for once by all who need it at the same time, and kept as long as the process", async () => {
    const { client, asked } = await answering(holding("segreto"));
    const read = secretReader(client);
    expect(await Promise.all([read("uno"), read("uno"), read("due")])).toEqual(["segreto", "segreto", "segreto"]);
    expect(await read("uno")).toBe("segreto");
    expect(asked().sort()).toEqual(["due", "uno"]);
  });

  it("that could not be had is asked for again by the next", async () => {
    const { client, asked } = await answering(gone, holding("segreto"));
    const read = secretReader(client);
    await expect(read("uno")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    expect(await read("uno")).toBe("segreto");
    expect(asked()).toEqual(["uno", "uno"]);
  });

  it.each([
    ["no text", undefined],
    ["an empty text", ""],
  ])("of %s is refused by its name", async (_what, text) => {
    const { client } = await answering(holding(text));
    await expect(secretReader(client)("visto/oidc")).rejects.toThrow("the secret visto/oidc is empty");
  });

  it("that people change is asked for each time", async () => {
    const { client, asked } = await answering(holding("prima"), holding("dopo"));
    const read = askingReader(client);
    expect([await read("uno"), await read("uno"), asked().length]).toEqual(["prima", "dopo", 2]);
  });

  it("behind second factors is its letters, or the octets of a file that came from one machine", () => {
    expect(octetsOfSecret("Xk2pQ9vLr7TnB4wZ")).toEqual(new TextEncoder().encode("Xk2pQ9vLr7TnB4wZ"));
    const octets = new Uint8Array(32).map((_, at) => 255 - at);
    const text = `base64:${Buffer.from(octets).toString("base64")}\n`;
    expect(octetsOfSecret(text)).toEqual(octets);
    // Too short to be the file's: taken as it stands, and not cut.
    expect(octetsOfSecret("base64:AAAA")).toEqual(new TextEncoder().encode("base64:AAAA"));
  });
});

describe("the webhooks' secret", () => {
  const key = "whsec_dmlzdG8tcHJvdmEtdmV0dG9yZS1kaS1jb2xsYXVkby0x";
  const list = (id: string) => JSON.stringify([{ id, url: "https://protocollo.example/v", secrets: [key] }]);

  it("is kept for five minutes where it is right, and not at all where it is wrong", async () => {
    const texts = ["non un elenco", list("uno"), list("due")];
    let now = 0;
    const read = async () => texts.shift() ?? "finito";
    const endpoints = webhookEndpointsAt("w", read, () => now);
    await expect(endpoints()).rejects.toThrow("the secret w is not a JSON list of webhooks");
    expect((await endpoints()).map(({ id }) => id)).toEqual(["uno"]);
    now = 299_999;
    expect((await endpoints()).map(({ id }) => id)).toEqual(["uno"]);
    now = 300_000;
    expect((await endpoints()).map(({ id }) => id)).toEqual(["due"]);
  });

  it.each([
    [
      "a key that is none",
      JSON.stringify([{ id: "uno", url: "https://a.example/v", secrets: ["breve-segreto"] }]),
      "0.secrets",
    ],
    ["no list", `{"id":"${key}"}`, "all of it"],
    ["no JSON", key, "all of it"],
  ])("that holds %s is refused by its place, without its words", async (_what, text, place) => {
    const refused = await webhookEndpointsOf("visto/webhooks", async () => text).then(String, String);
    expect(refused).toContain("the secret visto/webhooks is not a JSON list");
    expect(refused).toContain(place);
    for (const word of ["breve-segreto", key]) expect(refused).not.toContain(word);
  });
});
