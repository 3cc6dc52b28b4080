// Proves what the synthesized templates promise: data that cannot be lost or read by strangers, and functions that are told all they need.
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../../infra/build-app.ts";
import { engineFiles } from "../../infra/engine-files.ts";
import { entryOf, functions } from "../../infra/functions.ts";
import { enginePaths } from "../../local/engine/parts.ts";
import { readFunctionEnvironment } from "../../shared/adapters/aws/function-environments.ts";
import { batchDays } from "../../shared/workflow/model/batch-items.ts";
import { indexes, shownBy } from "../../shared/workflow/ports/items.ts";
import {
  cdk,
  everything,
  functionsOf,
  nameOf,
  quick,
  resourcesOf,
  root,
  type Templates,
  templatesOf,
  withStage,
} from "./stacks.ts";

let plain: Templates;
let full: Templates;

beforeAll(() => {
  plain = templatesOf();
  full = templatesOf(everything);
});

const { oidc } = everything;
const of = (type: string, from: Templates = plain) => from.all(type);
const ours = (from: Templates = plain) => functionsOf(from);

describe("the data stack", () => {
  const buckets = () => resourcesOf(plain.data, "AWS::S3::Bucket");
  const rulesOf = (properties: Record<string, unknown>): readonly Record<string, unknown>[] =>
    (properties["LifecycleConfiguration"] as { Rules: Record<string, unknown>[] } | undefined)?.Rules ?? [];

  it("keeps six buckets closed to the public, encrypted, versioned, and after the stack is gone", () => {
    expect(buckets()).toHaveLength(6);
    for (const { Properties, DeletionPolicy } of buckets()) {
      expect(DeletionPolicy).toBe("Retain");
      expect(Properties).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: "Enabled" },
        BucketEncryption: { ServerSideEncryptionConfiguration: [expect.anything()] },
      });
    }
  });

  it("keeps uploads and kept files under a key of the body's own that rotates, and lets no version end", () => {
    const own = buckets().filter(({ Properties }) =>
      JSON.stringify(Properties["BucketEncryption"]).includes("aws:kms"),
    );
    expect(own).toHaveLength(2);
    const ending = own.flatMap(({ Properties }) =>
      rulesOf(Properties).filter((rule) => /Expir/.test(JSON.stringify(rule))),
    );
    // Copies of acts for whoever signs many: the acts have their own.
    expect(batchDays).toBeLessThan(30);
    expect(ending).toEqual([
      {
        ExpirationInDays: 37,
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        Prefix: "pacchetti/",
        Status: "Enabled",
      },
    ]);
    plain.data.hasResource("AWS::KMS::Key", { DeletionPolicy: "Retain", Properties: { EnableKeyRotation: true } });
  });

  it("lets old lists of the open data, the data of acts and public copies end in the portal, none before its years", () => {
    const [portal] = buckets().filter(({ Properties }) => JSON.stringify(rulesOf(Properties)).includes("dati/"));
    expect(rulesOf(portal?.Properties ?? {})).toEqual(
      [
        ["dati/elenchi/", 120],
        ["dati/atti/", 2555],
        // Published on the first of January, shown until the last day of the fifth year after: 2,191 days at most.
        ["file/", 2555],
      ].map(([Prefix, ExpirationInDays]) => ({
        ...{ Prefix, ExpirationInDays, Status: "Enabled" },
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      })),
    );
  });

  it("can lock the objects of one bucket, the vault, in the mode and for the days of the settings", () => {
    const lockable = (from: Templates) =>
      resourcesOf(from.data, "AWS::S3::Bucket").filter(({ Properties }) => Properties["ObjectLockEnabled"] === true);
    expect(lockable(plain).map(({ Properties }) => Properties["ObjectLockConfiguration"])).toEqual([undefined]);
    expect(lockable(full).map(({ Properties }) => Properties["ObjectLockConfiguration"])).toEqual([
      { ObjectLockEnabled: "Enabled", Rule: { DefaultRetention: { Days: 30, Mode: "GOVERNANCE" } } },
    ]);
  });

  it("takes browsers' uploads from the pages' own origin alone, and only by PUT", () => {
    plain.data.hasResourceProperties("AWS::S3::Bucket", {
      CorsConfiguration: {
        CorsRules: [{ AllowedMethods: ["PUT"], AllowedOrigins: [cdk.context.stages.dev["origin"]] }],
      },
    });
  });

  it("keeps the table recoverable to any second, protected from deletion, and its changes as a stream", () => {
    plain.data.hasResource("AWS::DynamoDB::Table", {
      DeletionPolicy: "Retain",
      Properties: {
        BillingMode: "PAY_PER_REQUEST",
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: "KMS" },
        StreamSpecification: { StreamViewType: "NEW_IMAGE" },
        TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      },
    });
  });

  it("gives the table the indexes of the port, showing what the port says of an item", () => {
    const [table] = resourcesOf(plain.data, "AWS::DynamoDB::Table");
    expect(table?.Properties["GlobalSecondaryIndexes"]).toEqual(
      indexes.map((name) => ({
        IndexName: name,
        KeySchema: [
          { AttributeName: `${name}pk`, KeyType: "HASH" },
          { AttributeName: `${name}sk`, KeyType: "RANGE" },
        ],
        Projection:
          shownBy[name].length === 0
            ? { ProjectionType: "KEYS_ONLY" }
            : { ProjectionType: "INCLUDE", NonKeyAttributes: shownBy[name] },
      })),
    );
  });

  it("has a key that signs, RSA of 3072 bits, only where the seal is with KMS, and keeps it after the stack", () => {
    const signing = (from: Templates) =>
      resourcesOf(from.data, "AWS::KMS::Key").filter(({ Properties }) =>
        String(Properties["KeySpec"]).startsWith("RSA_"),
      );
    expect(signing(plain)).toEqual([]);
    expect(signing(full)).toHaveLength(3);
    for (const key of signing(full))
      expect(key).toMatchObject({ DeletionPolicy: "Retain", Properties: { KeySpec: "RSA_3072" } });
    // The first keeps its name whatever comes after: another name would be another key.
    const ids = Object.keys(templatesOf({ seal: "kms" }).data.findResources("AWS::KMS::Key"));
    expect(Object.keys(full.data.findResources("AWS::KMS::Key"))).toEqual(expect.arrayContaining(ids));
  });

  it("has a key of Ed25519 for the public log, kept after the stack, unless the log is turned off", () => {
    const logging = (from: Templates) =>
      resourcesOf(from.data, "AWS::KMS::Key").filter(({ Properties }) => Properties["KeyUsage"] === "SIGN_VERIFY");
    expect(logging(plain)).toMatchObject([
      { DeletionPolicy: "Retain", Properties: { KeySpec: "ECC_NIST_EDWARDS25519" } },
    ]);
    expect(logging(templatesOf({ publicLog: false }))).toEqual([]);
  });
});

describe("the functions", () => {
  it("are those of the table, and the table is the folders under functions/", () => {
    const folders = globSync("functions/*/lambda.{ts,tsx}", { cwd: root }).sort();
    expect(functions.map(({ name }) => entryOf(name)).sort()).toEqual(folders);
    expect(functions.filter(({ name }) => !existsSync(join(root, entryOf(name))))).toEqual([]);
    expect(ours().map(nameOf).sort()).toEqual(functions.map(({ name }) => name).sort());
  });

  it("run on Node 24 and arm64, are traced, and have a dead-letter queue", () => {
    for (const { Properties } of ours()) {
      expect(Properties).toMatchObject({
        Architectures: ["arm64"],
        Handler: "index.handler",
        TracingConfig: { Mode: "Active" },
        DeadLetterConfig: { TargetArn: expect.anything() },
      });
    }
  });

  it.each(functions)("gives $name the memory and the time of its row", ({ name, memoryMb, timeoutSeconds }) => {
    const made = ours().find((one) => nameOf(one) === name);
    expect(made?.Properties).toMatchObject({ MemorySize: memoryMb, Timeout: timeoutSeconds });
  });

  it.each(functions)("tells $name all that its own reader of the environment asks for", ({ name }) => {
    for (const from of [plain, full]) {
      const made = ours(from).find((one) => nameOf(one) === name);
      const { Variables } = (made?.Properties["Environment"] ?? {}) as { Variables: Record<string, unknown> };
      // Names of stores are only known once they are deployed; here they are expressions.
      const deployed = (variable: string) =>
        variable.includes("QUEUE") ? "https://queue.example" : "deployed-by-then";
      const told = Object.entries(Variables).map(([key, value]) => [
        key,
        typeof value === "string" ? value : deployed(key),
      ]);
      const read = readFunctionEnvironment(name, Object.fromEntries(told));
      expect(Object.keys(read).sort()).toEqual(Object.keys(Variables).sort());
    }
  });

  it("keep their logs for as long as the settings say", () => {
    const groups = (from: Templates) =>
      of("AWS::Logs::LogGroup", from).map(({ Properties }) => Properties["RetentionInDays"]);
    expect(groups(plain)).toEqual(Array.from({ length: functions.length + 1 }, () => 365));
    expect(new Set(groups(templatesOf({ logDays: 90 })))).toEqual(new Set([90]));
  });

  it("that verify are told whom to ask, and read the bucket of trust without writing it", () => {
    const verifying = functions.filter(({ verifies }) => verifies).map(({ name }) => name);
    const asking = ours(full).filter(({ Properties }) =>
      JSON.stringify(Properties["Environment"]).includes("VISTO_FETCH_MATERIAL"),
    );
    expect(asking.map(nameOf).sort()).toEqual([...verifying].sort());
    for (const { Properties } of asking)
      expect(Properties["Environment"]).toMatchObject({
        Variables: {
          VISTO_FETCH_MATERIAL: "yes",
          VISTO_TIMESTAMPS: "https://tsa.example/tsr",
          VISTO_TIMESTAMP_SECRET: "tsa",
        },
      });
    expect(functions.filter(({ buckets }) => buckets.trust === "write")).toEqual([]);
  });
});

describe("a function that renders", () => {
  it("carries the engine's files, as the machine's own renderer reads them", () => {
    const { wasm, template, fonts } = enginePaths();
    expect([...engineFiles()].sort()).toEqual([wasm, template, ...fonts.map(({ path }) => path)].sort());
  });
});

describe("the settings", () => {
  it("of the guide's example are a stage, with nothing to change but the certificate's name", () => {
    const guide = readFileSync(join(root, "docs/guida-ufficio-it.md"), "utf8");
    const [, text = ""] = /```json\n("prod": \{[\s\S]*?\n\})\n```/.exec(guide) ?? [];
    const { prod } = JSON.parse(`{${text.replace("certificate/…", "certificate/c0ffee")}}`);
    const { built } = templatesOf(prod);
    expect(built.data.sealKeys).toHaveLength(1);
    const variables = functionsOf(templatesOf(prod)).find((one) => nameOf(one) === "sweep")?.Properties["Environment"];
    expect(JSON.stringify(variables)).toContain("dora.gestore");
  });

  it.each([
    ["an unknown stage", { ...quick.context, stage: "nowhere" }, /no stage "nowhere"/],
    ["an origin without TLS", withStage({ origin: "http://visto.example.org" }), /origin/],
    ["an origin with a path's slash", withStage({ origin: "https://visto.example.org/" }), /origin/],
    ["a sender that is no address", withStage({ sender: "nobody" }), /sender/],
    ["a tenant that no key may begin with", withStage({ tenant: "Borgo #1" }), /tenant/],
    ["a timestamp authority that is no address", withStage({ timestamps: ["tsa"] }), /timestamps/],
    ["a password in a template", withStage({ timestamps: ["https://a:b@tsa.example"] }), /no name and password here/],
    [
      "a certificate that CloudFront cannot use",
      withStage({ certificateArn: "arn:aws:acm:eu-south-1:111122223333:certificate/c" }),
      /certificateArn/,
    ],
    [
      "a firewall of another region",
      withStage({ webAclArn: "arn:aws:wafv2:eu-south-1:111122223333:global/webacl/a/b" }),
      /webAclArn/,
    ],
    ["a lock of no mode", withStage({ objectLock: { mode: "FOREVER", days: 1 } }), /objectLock/],
    ["an issuer without TLS", withStage({ oidc: { issuer: "http://idp", clientId: "a", audience: "a" } }), /issuer/],
    [
      "a client's secret in the settings themselves",
      withStage({ oidc: { ...oidc, clientSecret: "a b" } }),
      /clientSecret/,
    ],
    ["an API that takes ID tokens", withStage({ oidc: { ...oidc, audience: oidc.clientId } }), /audience/],
    [
      "a first operator whom no claim names",
      withStage({ oidc, firstOperator: { who: "dora.gestore", name: "Dora Gestore", email: "dora@example.org" } }),
      /firstOperator.fiscalCode/,
    ],
    ["webhooks without a secret", withStage({ webhooks: [{ id: "a" }] }), /webhookSecret/],
    [
      "a colour that is hard to read",
      withStage({ body: { colour: "#ffe08a" } }),
      /contrast with white text 1.\d+:1, expected 4.5:1/,
    ],
    ["a privacy notice without TLS", withStage({ body: { privacyPolicy: "http://a.example" } }), /privacyPolicy/],
    ["a body's word that nobody knows", withStage({ body: { logo: "a.png" } }), /logo/],
    ["logs that are kept for a week", withStage({ logDays: 7 }), /logDays/],
    ["a setting that nobody knows", withStage({ colour: "red" }), /colour/],
  ])("refuse %s", (_, context, says) => {
    expect(() => buildApp({ ...quick, context })).toThrow(says);
  });
});
