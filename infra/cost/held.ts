import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import * as z from "zod";
import { alarms } from "../alarms.ts";
import type { Held } from "./month-cost.ts";

const template = z.object({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) });

/** What the synthesized templates hold that costs by the month whether it is used or not. */
export function heldIn({ stacks }: CloudAssembly): Held {
  const types = stacks.flatMap((stack) =>
    Object.values(template.parse(stack.template).Resources).map(({ Type }) => Type),
  );
  const many = (type: string) => types.filter((one) => one === type).length;
  return {
    keys: many("AWS::KMS::Key"),
    secrets: many("AWS::SecretsManager::Secret"),
    alarms: many("AWS::CloudWatch::Alarm"),
    metrics: alarms.filter(({ watched }) => watched.by === "visto").length,
    dashboards: many("AWS::CloudWatch::Dashboard"),
    queues: many("AWS::SQS::Queue"),
    webAcls: many("AWS::WAFv2::WebACL"),
    wafRules: 2 * many("AWS::WAFv2::WebACL"),
    scans: many("AWS::GuardDuty::MalwareProtectionPlan"),
  };
}
