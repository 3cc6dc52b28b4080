// Proves that what is wrong between an operator and AWS is said as that, and not as a fault of the program.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { awsProblem } from "../../cli/aws-problem.ts";
import { publicCopiesCommand } from "../../cli/commands/public-copies.ts";
import { dynamoStore, s3Store } from "../../shared/adapters/aws/whole-store.ts";
import { environmentOf, setEnvironment } from "../support/aws-services.ts";
import { cannedServer } from "../support/canned-server.ts";
import { recorder } from "../support/recorder.ts";
import { tempFolder } from "../support/temp-folder.ts";

const root = resolve(import.meta.dirname, "../..");

/** What the real clients throw when the service answers so. */
async function faultOf(status: number, name: string): Promise<unknown> {
  const json = { status, body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: "m" }) };
  const { url } = await cannedServer(json);
  const at = { table: { endpoint: url, name: "t" }, services: url, folder: "", origin: "https://a.example" };
  const putBack = setEnvironment({ ...environmentOf(at), AWS_MAX_ATTEMPTS: "1" });
  try {
    return await dynamoStore("t")
      .scan({ limit: 1 })
      .catch((fault: unknown) => fault);
  } finally {
    putBack();
  }
}
async function bucketFault(status: number, name: string): Promise<unknown> {
  const { url } = await cannedServer({ status, body: `<Error><Code>${name}</Code><Message>m</Message></Error>` });
  const at = { table: { endpoint: url, name: "t" }, services: url, folder: "", origin: "https://a.example" };
  const putBack = setEnvironment({ ...environmentOf(at), AWS_ENDPOINT_URL_S3: url, AWS_MAX_ATTEMPTS: "1" });
  try {
    for await (const _ of s3Store({ intake: "i", vault: "v", portal: "p" }).copies.list()) return undefined;
  } catch (fault) {
    return fault;
  } finally {
    putBack();
  }
  return undefined;
}

describe("what AWS answers an operator", () => {
  it.each([
    [400, "UnrecognizedClientException", 64, /credenziali mancano o non valgono/],
    [400, "ExpiredTokenException", 64, /credenziali mancano o non valgono/],
    [400, "AccessDeniedException", 66, /non danno il permesso/],
    [400, "ResourceNotFoundException", 66, /non c'è in questa regione/],
  ])("for a table: %i %s ends with %i", async (status, name, code, says) => {
    expect(awsProblem(await faultOf(status, name))).toEqual({ code, text: expect.stringMatching(says) });
  });

  it.each([
    [403, "InvalidAccessKeyId", 64, /credenziali mancano o non valgono/],
    [403, "AccessDenied", 66, /non danno il permesso/],
    [404, "NoSuchBucket", 66, /non c'è in questa regione/],
  ])("for a bucket: %i %s ends with %i", async (status, name, code, says) => {
    expect(awsProblem(await bucketFault(status, name))).toEqual({ code, text: expect.stringMatching(says) });
  });

  it("is no word for what is a fault of ours, or of theirs", async () => {
    for (const fault of [new Error("Cannot read properties"), "testo", await faultOf(500, "InternalServerError")])
      expect(awsProblem(fault)).toBeUndefined();
  });

  it("is asked for with the region and the credentials that are missing, in words", async () => {
    const args = ["archive", "export", "--table", "t", "--intake", "i", "--vault", "v", "--portal", "p", "--out"];
    const run = (env: NodeJS.ProcessEnv, out: string) =>
      spawnSync(process.execPath, [join(root, "cli/visto.js"), ...args, out], {
        ...{ encoding: "utf8", cwd: root },
        env: { PATH: process.env["PATH"], HOME: "/nonexistent", AWS_EC2_METADATA_DISABLED: "true", ...env },
      });
    const folder = join(await tempFolder(), "archivio");
    const nowhere = run({}, folder);
    expect([nowhere.status, nowhere.stderr]).toEqual([64, expect.stringContaining("AWS_REGION")]);
    const nobody = run({ AWS_REGION: "eu-south-1" }, folder);
    expect([nobody.status, nobody.stderr]).toEqual([64, expect.stringContaining("AWS_PROFILE")]);
  });
});

it("public copies of one machine are none, and looking for them makes no data folder", async () => {
  const { texts, io } = recorder();
  const data = join(await tempFolder(), "niente");
  expect(await publicCopiesCommand({ store: { data }, json: false, lang: "it" }, io)).toBe(0);
  expect([texts.out.startsWith("copie pubbliche: qui non ce ne sono"), existsSync(data)]).toEqual([true, false]);
});
