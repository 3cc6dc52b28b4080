import { type Stack, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import * as z from "zod";
import type { Built } from "./build-app.ts";
import { ProductFunction } from "./constructs/product-function.ts";

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
];

/** Accepts findings of cdk-nag, each with its reason and only where it is meant. */
export function acknowledge({ data, workflow, web }: Built): void {
  const names = [...Object.values(data.buckets).map((bucket) => bucket.bucketArn), data.table.tableArn];
  const within: readonly Reason[] = names.flatMap((arn) =>
    ["/*", "/index/*"].map(
      (tail) =>
        [
          `IAM5[Resource::${exported(data, arn)}${tail}]`,
          "The objects or the indexes of the one store that was granted.",
        ] as const,
    ),
  );
  for (const stack of [workflow, web]) {
    for (const made of stack.node.children.filter((child) => child instanceof ProductFunction)) {
      accept(made, [...ofFunctions, ...within]);
    }
  }
  for (const child of workflow.node.children) {
    if (child.node.id.startsWith("BucketNotificationsHandler")) accept(child, [basicExecution]);
    if (child.node.id === "SealKey") {
      accept(child, [
        [
          "SMG4",
          "The key of a certificate cannot be rotated without a new certificate: it is replaced by hand before it expires.",
        ],
      ]);
    }
  }
  const api = web.node.tryFindChild("Api");
  if (api) {
    accept(api, [
      [
        "APIG4",
        "Signatories come with a link and the portal is public; officers' sessions are checked by the function itself.",
      ],
    ]);
  }
}

/** The name under which the data stack hands out a value, as cdk-nag prints it. */
const imported = z.object({ "Fn::ImportValue": z.string() });
const exported = (data: Stack, value: string): string =>
  imported.parse(data.resolve(data.exportValue(value)))["Fn::ImportValue"];

function accept(construct: IConstruct, reasons: readonly Reason[]): void {
  Validations.of(construct).acknowledge(
    ...reasons.map(([finding, reason]) => ({ id: `AwsSolutions::AwsSolutions-${finding}`, reason })),
  );
}
