// Proves what the synthesized templates promise: data that cannot be lost or read by strangers, and functions that are watched.
import { existsSync, globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Match, Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { type Built, buildApp } from "../../infra/build-app.ts";
import { engineFiles } from "../../infra/engine-files.ts";
import { functions } from "../../infra/functions.ts";
import { enginePaths } from "../../local/engine/parts.ts";
import { readEnvironment, settingsOf } from "../../shared/adapters/aws/environment.ts";
import { eventTypesOf, targets } from "../../shared/workflow/model/targets.ts";
import { indexes } from "../../shared/workflow/ports/items.ts";

const root = resolve(import.meta.dirname, "../..");
type Stage = Readonly<Record<string, string>>;
const cdk: { readonly context: { readonly stages: { readonly dev: Stage } } } = JSON.parse(
  readFileSync(join(root, "cdk.json"), "utf8"),
);
type Resource = {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
};

// CDK's own checks of a template take seconds; `npm run synth` has them on. Bundles are made there too.
const quick = { context: { ...cdk.context, "aws:cdk:bundling-stacks": [] }, analyticsReporting: false };

let built: Built;
let data: Template;
let workflow: Template;
let web: Template;

beforeAll(() => {
  process.env["CDK_VALIDATION"] = "false";
  built = buildApp(quick);
  data = Template.fromStack(built.data);
  workflow = Template.fromStack(built.workflow);
  web = Template.fromStack(built.web);
});

const all = (template: Template, type: string): Resource[] => Object.values(template.findResources(type)) as Resource[];
const both = (type: string) => [...all(workflow, type), ...all(web, type)];

describe("the data stack", () => {
  it("keeps five buckets closed to the public, encrypted, versioned, and after the stack is gone", () => {
    const buckets = all(data, "AWS::S3::Bucket");
    expect(buckets).toHaveLength(5);
    for (const { Properties, DeletionPolicy } of buckets) {
      expect(DeletionPolicy).toBe("Retain");
      expect(Properties).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: "Enabled" },
        OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
        },
      });
    }
  });

  it("can lock the objects of one bucket, the vault", () => {
    const locked = all(data, "AWS::S3::Bucket").filter(({ Properties }) => Properties["ObjectLockEnabled"] === true);
    expect(locked).toHaveLength(1);
  });

  it("takes browsers' uploads from the pages' own origin alone, and only by PUT", () => {
    data.hasResourceProperties("AWS::S3::Bucket", {
      CorsConfiguration: {
        CorsRules: [{ AllowedMethods: ["PUT"], AllowedOrigins: [cdk.context.stages.dev["origin"]] }],
      },
    });
  });

  it("keeps the table recoverable to any second, protected from deletion, and its changes as a stream", () => {
    data.hasResource("AWS::DynamoDB::Table", {
      DeletionPolicy: "Retain",
      Properties: {
        BillingMode: "PAY_PER_REQUEST",
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        StreamSpecification: { StreamViewType: "NEW_IMAGE" },
      },
    });
  });

  it("gives the table the indexes of the port, with whole items", () => {
    const [table] = all(data, "AWS::DynamoDB::Table");
    expect(table?.Properties["GlobalSecondaryIndexes"]).toEqual(
      indexes.map((name) => ({
        IndexName: name,
        KeySchema: [
          { AttributeName: `${name}pk`, KeyType: "HASH" },
          { AttributeName: `${name}sk`, KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "ALL" },
      })),
    );
  });
});

describe("the functions", () => {
  const ours = () => both("AWS::Lambda::Function").filter(({ Properties }) => Properties["Runtime"] === "nodejs24.x");

  it("are those of the table, and the table is the folders under functions/", () => {
    const folders = globSync("functions/*/lambda.{ts,tsx}", { cwd: root }).sort();
    expect(functions.map(({ entry }) => entry).sort()).toEqual(folders);
    expect(functions.filter(({ entry }) => !existsSync(join(root, entry)))).toEqual([]);
    expect(ours()).toHaveLength(functions.length);
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
    expect(both("AWS::SQS::Queue")).toHaveLength(functions.length);
  });

  it.each(functions)(
    "raise an alarm when $name fails or gives an event up",
    ({ name, memoryMb, timeoutSeconds, because }) => {
      const alarms = both("AWS::CloudWatch::Alarm").map(({ Properties }) => Properties["AlarmDescription"]);
      expect(alarms).toContain(`${name}: an invocation failed`);
      expect(alarms).toContain(`${name}: an event was given up`);
      const [made] = ours().filter(({ Properties }) => Properties["Description"] === because);
      expect(made?.Properties).toMatchObject({ MemorySize: memoryMb, Timeout: timeoutSeconds });
    },
  );

  it("are told all that their own reader of the environment asks for", () => {
    for (const { Properties } of ours()) {
      const { Variables } = Properties["Environment"] as { Variables: Record<string, unknown> };
      // Names of stores are only known once they are deployed; here they are expressions.
      const told = Object.entries(Variables).map(([name, value]) => [
        name,
        typeof value === "string" ? value : "deployed",
      ]);
      expect(settingsOf(readEnvironment(Object.fromEntries(told)))).toMatchObject({
        baseUrl: cdk.context.stages.dev["origin"],
      });
    }
  });

  it("keep their logs for a year", () => {
    const groups = both("AWS::Logs::LogGroup").map(({ Properties }) => Properties["RetentionInDays"]);
    expect(groups).toEqual(Array.from({ length: functions.length + 1 }, () => 365));
  });

  it.each(targets)("hear as %s the outbox's events that are for it, and only while they wait there", (target) => {
    const filters = all(workflow, "AWS::Lambda::EventSourceMapping").map(({ Properties }) => {
      const { Filters } = Properties["FilterCriteria"] as { Filters: { Pattern: string }[] };
      return Filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown);
    });
    expect(functions.filter(({ source }) => source.kind === "outbox" && source.target === target)).toHaveLength(1);
    expect(filters).toContainEqual([
      {
        eventName: ["INSERT", "MODIFY"],
        dynamodb: { NewImage: { type: { S: eventTypesOf(target) }, gsi5pk: { S: [{ exists: true }] } } },
      },
    ]);
  });

  it("tell single failures of a batch from the rest, and keep what they give up", () => {
    for (const { Properties } of all(workflow, "AWS::Lambda::EventSourceMapping")) {
      expect(Properties).toMatchObject({
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        DestinationConfig: { OnFailure: { Destination: expect.anything() } },
      });
    }
  });

  it("that verify are told whom to ask, and read the bucket of trust without writing it", () => {
    const asking = buildApp({
      ...quick,
      context: { ...quick.context, ...withStage({ timestamps: ["https://tsa.example/tsr"], timestampSecret: "tsa" }) },
    });
    const made = Template.fromStack(asking.workflow);
    const told = all(made, "AWS::Lambda::Function").map(
      ({ Properties }) =>
        [
          Properties["Description"],
          (Properties["Environment"] as { Variables?: object } | undefined)?.Variables,
        ] as const,
    );
    for (const { because, verifies } of functions.filter(({ source }) => source.kind !== "http")) {
      const [, variables] = told.find(([description]) => description === because) ?? [];
      const asks = {
        VISTO_FETCH_MATERIAL: "yes",
        VISTO_TIMESTAMPS: "https://tsa.example/tsr",
        VISTO_TIMESTAMP_SECRET: "tsa",
      };
      if (verifies) expect(variables, because).toMatchObject(asks);
      else expect(Object.keys(variables ?? {}), because).not.toContain("VISTO_FETCH_MATERIAL");
    }
    expect(functions.filter(({ buckets }) => buckets.trust === "write")).toEqual([]);
  });

  it("may do nothing with every action, and with every resource only tracing and the listing of streams", () => {
    type Statement = { readonly Action: string | string[]; readonly Resource: unknown };
    const statements = both("AWS::IAM::Policy").flatMap(
      ({ Properties }) => (Properties["PolicyDocument"] as { Statement: Statement[] }).Statement,
    );
    const wide = statements.filter(({ Resource }) => Resource === "*").map(({ Action }) => [Action].flat().sort());
    expect(statements.filter(({ Action }) => [Action].flat().includes("*"))).toEqual([]);
    expect(new Set(wide.flat())).toEqual(
      new Set(["dynamodb:ListStreams", "xray:PutTelemetryRecords", "xray:PutTraceSegments"]),
    );
  });
});

describe("a function that renders", () => {
  it("carries the engine's files, as the machine's own renderer reads them", () => {
    const { wasm, template, fonts } = enginePaths();
    expect([...engineFiles()].sort()).toEqual([wasm, template, ...fonts.map(({ path }) => path)].sort());
  });
});

describe("the web stack", () => {
  it("hands every request to the one function, in the HTTP API's second format, and logs it", () => {
    web.hasResourceProperties("AWS::ApiGatewayV2::Integration", { PayloadFormatVersion: "2.0" });
    web.resourceCountIs("AWS::ApiGatewayV2::Route", 1);
    web.hasResourceProperties("AWS::ApiGatewayV2::Stage", { AccessLogSettings: { DestinationArn: Match.anyValue() } });
  });
});

describe("the settings", () => {
  it.each([
    ["an unknown stage", { ...cdk.context, stage: "nowhere" }, /no stage "nowhere"/],
    ["an origin without TLS", withStage({ origin: "http://visto.example.org" }), /origin/],
    ["an origin with a path's slash", withStage({ origin: "https://visto.example.org/" }), /origin/],
    ["a sender that is no address", withStage({ sender: "nobody" }), /sender/],
    ["a tenant that no key may begin with", withStage({ tenant: "Borgo #1" }), /tenant/],
    ["a timestamp authority that is no address", withStage({ timestamps: ["tsa"] }), /timestamps/],
    ["a password in a template", withStage({ timestamps: ["https://a:b@tsa.example"] }), /no name and password here/],
    ["a setting that nobody knows", withStage({ colour: "red" }), /colour/],
  ])("refuse %s", (_, context, says) => {
    expect(() => buildApp({ ...quick, context })).toThrow(says);
  });
});

function withStage(change: Readonly<Record<string, unknown>>) {
  return { ...cdk.context, stage: "dev", stages: { dev: { ...cdk.context.stages.dev, ...change } } };
}
