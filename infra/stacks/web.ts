import { CfnOutput, Fn, RemovalPolicy, Stack } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { armsTold } from "../coat-of-arms.ts";
import { PublicDistribution } from "../constructs/distribution.ts";
import type { MailSender } from "../constructs/mail-sender.ts";
import { ProductFunction } from "../constructs/product-function.ts";
import { periodOf, watch } from "../constructs/watch.ts";
import { specOf } from "../functions.ts";
import { giveNamedSecret, openStores, providerOf, worldOf } from "../grants.ts";
import type { Settings } from "../settings.ts";
import type { DataStack } from "./data.ts";

/** Requests that programs make for an officer, with a token of the body's own issuer. */
export const tokenRoutes = "/api/sso/{proxy+}";

/** What people reach: the distribution, the HTTP API behind it and the one function that answers with pages. */
export class WebStack extends Stack {
  readonly functions: readonly ProductFunction[];

  constructor(scope: Construct, id: string, settings: Settings, data: DataStack, sender: MailSender) {
    super(scope, id);
    // Who goes around the distribution goes around its limits and its firewall. This is no key to anybody's data: it
    // may stand in the settings of the function and of the distribution.
    const word = new Secret(this, "EdgeWord", {
      description: "What the distribution says to the pages, so that they answer nobody else",
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
    }).secretValue.unsafeUnwrap();
    const made = new ProductFunction(this, specOf("web"), {
      environment: {
        ...worldOf(settings, data),
        VISTO_TRUST_BUCKET: data.buckets.trust.bucketName,
        VISTO_EDGE_WORD: word,
        VISTO_SENDER: settings.sender,
        VISTO_MAIL_EVENTS: sender.events.configurationSetName,
        VISTO_FACTOR_SECRET: data.factorSecret.secretArn,
        VISTO_ARMS: armsTold(settings.arms),
        VISTO_OIDC: providerOf(settings),
        VISTO_OIDC_SECRET: settings.oidc?.clientSecret,
      },
      bell: data.bell,
      logDays: settings.logDays,
      arms: settings.arms,
    });
    this.functions = [made];
    openStores(made, data);
    sender.identity.grantSendEmail(made.handler);
    data.factorSecret.grantRead(made.handler);
    giveNamedSecret(this, "ProviderClient", made, settings.oidc?.clientSecret);
    const api = this.serve(made, settings, data);
    const { distribution } = new PublicDistribution(this, "Public", settings, {
      api: Fn.select(1, Fn.split("://", api.apiEndpoint)),
      word,
      portal: data.buckets.portal,
      logs: data.edgeLogs,
    });
    new CfnOutput(this, "Address", { value: distribution.distributionDomainName, description: "For the DNS (CNAME)" });
  }

  private serve({ handler }: ProductFunction, { oidc, logDays }: Settings, { bell }: DataStack): HttpApi {
    const pages = new HttpLambdaIntegration("Pages", handler);
    const api = new HttpApi(this, "Api", { createDefaultStage: false, defaultIntegration: pages });
    if (oidc?.audience !== undefined)
      api.addRoutes({
        path: tokenRoutes,
        methods: [HttpMethod.ANY],
        integration: pages,
        authorizer: new HttpJwtAuthorizer("Issuer", oidc.issuer, { jwtAudience: [oidc.audience] }),
      });
    new HttpStage(this, "Stage", {
      httpApi: api,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, "AccessLogs", { retention: logDays, removalPolicy: RemovalPolicy.RETAIN }),
        ),
        format: AccessLogFormat.jsonWithStandardFields(),
      },
    });
    watch(this, bell, "server-errors", "web", api.metricServerError({ period: periodOf("server-errors") }));
    return api;
  }
}
