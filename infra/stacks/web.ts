import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { ProductFunction } from "../constructs/product-function.ts";
import { functions } from "../functions.ts";
import { environmentOf, openStores, type Stores } from "../grants.ts";
import type { Settings } from "../settings.ts";

/** What people reach: the HTTP API and the one function behind it that answers with pages. */
export class WebStack extends Stack {
  constructor(scope: Construct, id: string, settings: Settings, stores: Stores) {
    super(scope, id);
    const environment = environmentOf(settings, stores);
    for (const spec of functions.filter(({ source }) => source.kind === "http")) {
      const made = new ProductFunction(this, spec, environment);
      openStores(made, spec, stores);
      this.serve(made);
    }
  }

  private serve({ handler }: ProductFunction): void {
    const api = new HttpApi(this, "Api", { createDefaultStage: false });
    api.addRoutes({
      path: "/{proxy+}",
      methods: [HttpMethod.ANY],
      integration: new HttpLambdaIntegration("Pages", handler),
    });
    new HttpStage(this, "Stage", {
      httpApi: api,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, "AccessLogs", { retention: RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.RETAIN }),
        ),
        format: AccessLogFormat.jsonWithStandardFields(),
      },
    });
    new Alarm(this, "ServerErrors", {
      metric: api.metricServerError({ period: Duration.minutes(5) }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: "web: a request was answered with a fault of ours",
    });
  }
}
