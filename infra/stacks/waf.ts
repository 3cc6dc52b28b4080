import { CfnOutput, Stack } from "aws-cdk-lib";
import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";

const seen = (metricName: string) => ({ cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName });

/** Requests from one address in five minutes: an office behind one address makes some hundreds. */
const mostRequests = 3000;

/**
 * The web ACL that a distribution may have. CloudFront takes those of us-east-1 alone, so that it is a stack of its own:
 * deployed first, its ARN then stands in the stage's settings as `webAclArn`. HTTP APIs take none.
 */
export class WafStack extends Stack {
  constructor(scope: Construct, id: string, stage: string) {
    super(scope, id, { env: { region: "us-east-1" } });
    const acl = new CfnWebACL(this, "Acl", {
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      visibilityConfig: seen(`Visto-${stage}`),
      rules: [
        {
          name: "requests-from-one-address",
          priority: 0,
          action: { block: {} },
          statement: { rateBasedStatement: { limit: mostRequests, aggregateKeyType: "IP" } },
          visibilityConfig: seen("rate"),
        },
        {
          name: "known-bad-inputs",
          priority: 1,
          overrideAction: { none: {} },
          statement: { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesKnownBadInputsRuleSet" } },
          visibilityConfig: seen("bad-inputs"),
        },
      ],
    });
    new CfnOutput(this, "WebAclArn", { value: acl.attrArn, description: "For webAclArn in cdk.json" });
  }
}
