import { type Stack, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import * as z from "zod";
import type { Built } from "./build-app.ts";

type Reason = readonly [finding: string, reason: string];

const basicExecution: Reason = [
  "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]",
  "AWS keeps this policy: it lets a function write its own log and nothing else.",
];

/** Accepted on the role of each function: what CDK's grants write. */
const ofFunctions: readonly Reason[] = [
  basicExecution,
  ["IAM5[Resource::*]", "X-Ray takes no resource: segments belong to the account."],
  ["IAM5[Action::s3:GetBucket*]", "grantRead: reading the properties of the one bucket that it names."],
  ["IAM5[Action::s3:GetObject*]", "grantRead: objects by version, with their tags and retention, in the one bucket."],
  ["IAM5[Action::s3:List*]", "grantRead: listing the one bucket, without which a missing object is told as forbidden."],
  ["IAM5[Action::s3:Abort*]", "grantPut: giving up an upload of its own in the one bucket."],
  ["IAM5[Action::kms:GenerateDataKey*]", "grantPut: a data key under the one key of the stores."],
  ["IAM5[Action::kms:ReEncrypt*]", "grantPut: from and to the one key of the stores."],
];

/** Accepts findings of cdk-nag, each with its reason and only where it is meant. */
export function acknowledge({ data, workflow, web }: Built): void {
  const names = [...Object.values(data.buckets).map((bucket) => bucket.bucketArn), data.table.tableArn];
  const within: readonly Reason[] = names.flatMap((arn) =>
    ["/*", "/index/*", "/file/*"].map(
      (tail) =>
        [
          `IAM5[Resource::${exported(data, arn)}${tail}]`,
          "The objects or the indexes of the one store that was granted.",
        ] as const,
    ),
  );
  for (const made of [...workflow.functions, ...web.functions]) accept(made, [...ofFunctions, ...within]);
  for (const child of workflow.node.children) {
    if (child.node.id.startsWith("BucketNotificationsHandler")) accept(child, [basicExecution]);
  }
  acceptOf(workflow, "SealKey", [
    [
      "SMG4",
      "The key of a certificate cannot be rotated without a new certificate: it is replaced by hand before it expires.",
    ],
  ]);
  acceptOf(workflow, "MalwareScan", [
    ...names.map(
      (arn) =>
        [
          `IAM5[Resource::${exported(data, arn)}/*]`,
          "GuardDuty reads and tags whatever is uploaded, as AWS asks.",
        ] as const,
    ),
    [
      "IAM5[Resource::arn:<AWS::Partition>:events:<AWS::Region>:<AWS::AccountId>:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*]",
      "GuardDuty names its own rule with an ending that is not known before; AWS's policy is this one.",
    ],
  ]);
  acceptOf(data, "FactorSecret", [
    ["SMG4", "Apps that people enrolled are kept under it: a new one would end every enrolment in one night."],
  ]);
  acceptOf(data, "EdgeLogs", [["S1", "It holds logs itself, and only CloudFront writes into it."]]);
  for (const key of data.sealKeys)
    accept(key, [
      ["KMS5", "A certificate names the public half of this key: a new key is a new certificate (docs/sigillo.md)."],
    ]);
  if (data.logKey)
    accept(data.logKey, [
      ["KMS5", "No asymmetric key rotates; whoever checks a proof has this one's public half (docs/prove.md)."],
    ]);
  acceptOf(web, "EdgeWord", [
    ["SMG4", "Opens nobody's data; a new one is a new deployment of the distribution and of the function together."],
  ]);
  acceptOf(web, "Api", [
    [
      "APIG4",
      "Signatories come with a link and the portal is public; officers' sessions are checked by the function itself.",
    ],
  ]);
  acceptOf(web, "Public", [
    ["CFR1", "A transparency portal is for whoever asks, wherever they are."],
    ["CFR2", "A firewall is a setting of the stage (webAclArn): it costs more than the rest of a small body's month."],
    ["CFR4", "CloudFront sets the oldest TLS itself under its own name; with the body's certificate it is TLS 1.2."],
  ]);
}

/** The name under which the data stack hands out a value, as cdk-nag prints it. */
const imported = z.object({ "Fn::ImportValue": z.string() });
const exported = (data: Stack, value: string): string =>
  imported.parse(data.resolve(data.exportValue(value)))["Fn::ImportValue"];

function acceptOf(stack: Stack, id: string, reasons: readonly Reason[]): void {
  const found = stack.node.tryFindChild(id);
  if (found) accept(found, reasons);
}

function accept(construct: IConstruct, reasons: readonly Reason[]): void {
  Validations.of(construct).acknowledge(
    ...reasons.map(([finding, reason]) => ({ id: `AwsSolutions::AwsSolutions-${finding}`, reason })),
  );
}
