// Proves least privilege from the templates: what each role may do, and every star with the reason for it.
import { beforeAll, describe, expect, it } from "vitest";
import { everything, type Templates, templatesOf } from "./stacks.ts";

type Statement = {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
};
type Right = {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly conditional: boolean;
};

let plain: Templates;
let full: Templates;

beforeAll(() => {
  plain = templatesOf();
  full = templatesOf(everything);
});

/** One row for each action on each resource, with the role's logical id. */
function rightsOf({ data, workflow, web }: Templates): Right[] {
  const templates = [data, workflow, web];
  const inline = templates.flatMap((template) =>
    Object.values(template.findResources("AWS::IAM::Policy")).flatMap(({ Properties }) =>
      (Properties["Roles"] as { Ref: string }[]).map(({ Ref }) => [Ref, Properties["PolicyDocument"]] as const),
    ),
  );
  const own = templates.flatMap((template) =>
    Object.entries(template.findResources("AWS::IAM::Role")).flatMap(([role, { Properties }]) =>
      ((Properties["Policies"] ?? []) as { PolicyDocument: unknown }[]).map(
        (one) => [role, one.PolicyDocument] as const,
      ),
    ),
  );
  return [...inline, ...own].flatMap(([role, document]) =>
    (document as { Statement: Statement[] }).Statement.filter(({ Effect }) => Effect === "Allow").flatMap(
      ({ Action, Resource, Condition }) =>
        [Action]
          .flat()
          .flatMap((action) =>
            [Resource]
              .flat()
              .map((one) => ({ role, action, resource: JSON.stringify(one), conditional: Condition !== undefined })),
          ),
    ),
  );
}

/** Actions with a star that CDK's grants write, with what the star stands for. */
const starredActions: Readonly<Record<string, string>> = {
  "s3:GetObject*": "grantRead: an object by version, with its tags, retention and legal hold",
  "s3:GetBucket*": "grantRead: properties of the bucket",
  "s3:List*": "grantRead: listing, without which a missing object is told as forbidden",
  "s3:Abort*": "grantPut: giving up an upload of its own",
  "kms:GenerateDataKey*": "grantPut: with and without the plain text of a data key",
  "kms:ReEncrypt*": "grantPut: from and to the same key",
};

/** Actions that AWS takes no resource for. */
const everywhere: Readonly<Record<string, string>> = {
  "xray:PutTraceSegments": "segments belong to the account",
  "xray:PutTelemetryRecords": "segments belong to the account",
  "dynamodb:ListStreams": "streams are listed for the account; reading names the one",
  "s3:PutBucketNotification": "CDK's own function that sets the intake's notification, at deployment only",
};

/** Resources that end with a star: what is under one store. */
const under = /^\{"Fn::Join":\["",\[(?:.*?)"\/(?:index\/|file\/)?\*"\]\]\}$/;

describe("each role", () => {
  it.each(["plain", "full"] as const)(
    "has no action of every kind, and starred ones only with a reason (%s)",
    (which) => {
      const starred = rightsOf(which === "plain" ? plain : full).filter(({ action }) => action.includes("*"));
      expect([...new Set(starred.map(({ action }) => action))].sort()).toEqual(Object.keys(starredActions).sort());
    },
  );

  it.each(["plain", "full"] as const)("names what it acts on, but for what takes no resource (%s)", (which) => {
    const wide = rightsOf(which === "plain" ? plain : full).filter(({ resource }) => resource === '"*"');
    expect([...new Set(wide.map(({ action }) => action))].filter((action) => !(action in everywhere))).toEqual([]);
    const starred = rightsOf(which === "plain" ? plain : full).filter(
      ({ resource, conditional }) =>
        resource !== '"*"' && resource.includes("*") && !under.test(resource) && !conditional,
    );
    // GuardDuty looks at its own rule, whose ending it chooses.
    const others = starred.filter(
      ({ resource }) => !resource.includes("DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*"),
    );
    expect(others).toEqual([]);
  });

  it("of publishing alone deletes, and nothing but public copies", () => {
    for (const from of [plain, full]) {
      expect(rolesWith(from, "s3:DeleteObject")).toEqual(["publishact"]);
      const deleted = rightsOf(from).filter(({ action }) => action === "s3:DeleteObject");
      for (const { resource } of deleted) expect(resource).toMatch(/Portal.*"\/file\/\*"/);
    }
  });

  it("that is a function's never scans the table, deletes a version, changes a bucket or lifts a lock", () => {
    const actions = new Set(rightsOf(full).map(({ action }) => action));
    for (const never of [
      "dynamodb:Scan",
      "dynamodb:BatchWriteItem",
      "dynamodb:DeleteTable",
      "s3:DeleteObject*",
      "s3:DeleteObjectVersion",
      "s3:BypassGovernanceRetention",
      "s3:PutBucketPolicy",
      "kms:ScheduleKeyDeletion",
      "secretsmanager:PutSecretValue",
    ])
      expect([...actions]).not.toContain(never);
  });

  const nameOfRole = (role: string) => role.replace(/FunctionServiceRole\w*$/, "").replaceAll(/[^a-z]/gi, "");

  const rolesWith = (from: Templates, action: string) =>
    [
      ...new Set(
        rightsOf(from)
          .filter((right) => right.action === action)
          .map(({ role }) => role),
      ),
    ].map((role) => role.replace(/FunctionServiceRole\w*$/, "").replaceAll(/[^a-z]/gi, ""));

  const secretsRead = (from: Templates, secret: string) =>
    [
      ...new Set(
        rightsOf(from)
          .filter(({ action, resource }) => action === "secretsmanager:GetSecretValue" && resource.includes(secret))
          .map(({ role }) => role.replace(/FunctionServiceRole\w*$/, "").replaceAll(/[^a-z]/gi, "")),
      ),
    ].sort();

  it("of the sealing function alone signs with the seal's key, and reads the seal's secret", () => {
    const signing = (from: Templates) => rightsOf(from).filter(({ action }) => action === "kms:Sign");
    const sealing = signing(full).filter(({ resource }) => resource.includes("SealSigningKey"));
    expect(new Set(sealing.map(({ role }) => nameOfRole(role)))).toEqual(new Set(["sealcopy"]));
    // Of three keys the newest two: the earlier one seals until the new certificate has come.
    const signed = sealing.map(({ resource }) => resource);
    expect(signed.map((key) => /SealSigningKey\d?/.exec(key)?.[0]).sort()).toEqual([
      "SealSigningKey2",
      "SealSigningKey3",
    ]);
    expect(secretsRead(plain, "SealKey")).toEqual(["sealcopy"]);
  });

  it("of the one function that extends the public log signs with the log's key, and asks for its public half", () => {
    for (const from of [plain, full]) {
      const own = rightsOf(from).filter(({ resource }) => resource.includes("LogSigningKey"));
      expect(own.map(({ role, action }) => [nameOfRole(role), action])).toEqual([
        ["extendlog", "kms:GetPublicKey"],
        ["extendlog", "kms:Sign"],
      ]);
    }
    expect(rolesWith(plain, "kms:Sign")).toEqual(["extendlog"]);
    expect(rolesWith(templatesOf({ publicLog: false }), "kms:Sign")).toEqual([]);
  });

  it("reads the secret of second factors where codes are compared or mailed, and each named secret where it is used", () => {
    for (const from of [plain, full]) expect(secretsRead(from, "FactorSecret")).toEqual(["sendnotices", "web"]);
    expect(secretsRead(full, "visto/oidc")).toEqual(["web"]);
    expect(secretsRead(full, "visto/webhooks")).toEqual(["sweep"]);
    expect(secretsRead(full, "tsa")).toEqual(["attachmentarrived", "extendlog", "sealcopy", "sweep"]);
    expect(rolesWith(plain, "secretsmanager:GetSecretValue").sort()).toEqual(["sealcopy", "sendnotices", "web"]);
  });

  it("of the mailer, the pages (codes) and the sweep (accounts) alone sends mail, of the dispatcher alone writes to the queues, and to no item", () => {
    expect(rolesWith(full, "ses:SendEmail")).toEqual(["sendnotices", "sweep", "web"]);
    const queueing = rightsOf(full).filter(
      ({ action, resource }) => action === "sqs:SendMessage" && resource.includes("Outbox"),
    );
    expect(new Set(queueing.map(({ role }) => role.slice(0, 8)))).toEqual(new Set(["dispatch"]));
    expect(rolesWith(full, "dynamodb:PutItem")).not.toContain("dispatch");
  });
});
