// Proves what people reach: pages behind the distribution, nothing of one person in a cache, files that go when their time is over.
import { Match } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { logPages, logTiles, publicPages } from "../../infra/constructs/distribution.ts";
import { everything, resourcesOf, type Templates, templatesOf } from "./stacks.ts";

let plain: Templates;
let full: Templates;
beforeAll(() => {
  plain = templatesOf();
  full = templatesOf(everything);
});

describe("the web stack", () => {
  it("hands every request to the one function, in the HTTP API's second format, and logs it", () => {
    plain.web.hasResourceProperties("AWS::ApiGatewayV2::Integration", { PayloadFormatVersion: "2.0" });
    expect(resourcesOf(plain.web, "AWS::ApiGatewayV2::Route").map(({ Properties }) => Properties["RouteKey"])).toEqual([
      "$default",
    ]);
    plain.web.hasResourceProperties("AWS::ApiGatewayV2::Stage", {
      AccessLogSettings: { DestinationArn: Match.anyValue() },
    });
  });

  it("asks the body's own issuer for the tokens of officers' programs, where it is set", () => {
    full.web.hasResourceProperties("AWS::ApiGatewayV2::Authorizer", {
      AuthorizerType: "JWT",
      JwtConfiguration: { Issuer: "https://idp.example.org", Audience: ["visto-api"] },
    });
    full.web.hasResourceProperties("AWS::ApiGatewayV2::Route", { AuthorizationType: "JWT" });
    plain.web.resourceCountIs("AWS::ApiGatewayV2::Authorizer", 0);
  });

  type Behaviour = {
    PathPattern: string;
    TargetOriginId: string;
    CachePolicyId: unknown;
    OriginRequestPolicyId?: unknown;
    AllowedMethods: string[];
  };
  const distribution = (from: Templates) => {
    const [made] = resourcesOf(from.web, "AWS::CloudFront::Distribution");
    return made?.Properties["DistributionConfig"] as {
      DefaultCacheBehavior: Behaviour;
      CacheBehaviors: Behaviour[];
      Aliases?: string[];
      WebACLId?: string;
      Origins: Record<string, unknown>[];
    };
  };

  it("keeps at the edge only what is the same for everybody, and shows the albo and every session to no cache", () => {
    const { DefaultCacheBehavior, CacheBehaviors } = distribution(plain);
    // The managed policy CachingDisabled.
    expect(DefaultCacheBehavior.CachePolicyId).toBe("4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
    expect(CacheBehaviors.map(({ PathPattern }) => PathPattern)).toEqual([
      ...publicPages,
      ...logTiles,
      logPages,
      "/file/*",
    ]);
    expect(publicPages.filter((path) => /albo|ufficio|^\/f|api|gestione/.test(path))).toEqual([]);
    for (const { AllowedMethods, OriginRequestPolicyId } of CacheBehaviors) {
      expect(AllowedMethods ?? ["GET", "HEAD"]).toEqual(["GET", "HEAD"]);
      expect(OriginRequestPolicyId).toBeUndefined();
    }
    plain.web.hasResourceProperties("AWS::CloudFront::CachePolicy", {
      CachePolicyConfig: {
        MinTTL: 60,
        ParametersInCacheKeyAndForwardedToOrigin: {
          CookiesConfig: { CookieBehavior: "whitelist", Cookies: ["visto_lingua"] },
          HeadersConfig: { HeaderBehavior: "none" },
        },
      },
    });
  });

  it("serves the public log's tiles from the bucket for as long as they last, and its checkpoint for seconds", () => {
    const { CacheBehaviors } = distribution(plain);
    const target = (path: string) => CacheBehaviors.find(({ PathPattern }) => PathPattern === path);
    const [files, pages] = [target("/file/*"), target("/")].map((one) => one?.TargetOriginId);
    // The managed policy CachingOptimized: for as long as the object's own Cache-Control says, a year.
    for (const path of logTiles)
      expect(target(path)).toMatchObject({
        TargetOriginId: files,
        CachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
      });
    expect(target(logPages)?.TargetOriginId).toBe(pages);
    plain.web.hasResourceProperties("AWS::CloudFront::CachePolicy", {
      CachePolicyConfig: { MinTTL: 0, DefaultTTL: 0, MaxTTL: 300 },
    });
    plain.web.hasResourceProperties("AWS::CloudFront::ResponseHeadersPolicy", {
      ResponseHeadersPolicyConfig: { CorsConfig: { AccessControlAllowOrigins: { Items: ["*"] } } },
    });
  });

  it("reads the portal's bucket by origin access control, which lets in the distributions of this account alone", () => {
    plain.web.resourceCountIs("AWS::CloudFront::OriginAccessControl", 1);
    const policies = resourcesOf(plain.data, "AWS::S3::BucketPolicy").map(
      ({ Properties }) => Properties["PolicyDocument"],
    );
    const allowed = policies.flatMap((policy) =>
      (policy as { Statement: Record<string, unknown>[] }).Statement.filter(
        ({ Principal }) => JSON.stringify(Principal) === '{"Service":"cloudfront.amazonaws.com"}',
      ),
    );
    expect(allowed).toMatchObject([
      { Action: "s3:GetObject", Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } } },
      { Action: "s3:ListBucket", Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } } },
    ]);
  });

  it("answers under the body's own name and behind a firewall only where the settings have them", () => {
    expect(distribution(plain)).not.toHaveProperty("Aliases");
    expect(distribution(plain)).not.toHaveProperty("WebACLId");
    expect(distribution(full)).toMatchObject({
      Aliases: ["visto.example.org"],
      WebACLId: everything.webAclArn,
      ViewerCertificate: { MinimumProtocolVersion: "TLSv1.2_2021" },
    });
  });

  it("gives the pages' origin a word that no template spells out", () => {
    const words = distribution(plain).Origins.flatMap(({ OriginCustomHeaders }) => OriginCustomHeaders ?? []);
    expect(words).toMatchObject([{ HeaderName: "x-visto-edge", HeaderValue: { "Fn::Join": expect.anything() } }]);
    expect(JSON.stringify(words)).toContain("{{resolve:secretsmanager:");
  });
});

describe("what an operator's commands take", () => {
  it("is told by the data stack, which is there before any function", () => {
    const outputs = Object.values(plain.data.findOutputs("*")).map(({ Value }) => Value.Ref as string);
    const table = Object.keys(plain.data.findResources("AWS::DynamoDB::Table"));
    const buckets = Object.keys(plain.data.findResources("AWS::S3::Bucket"));
    expect(table.filter((id) => outputs.includes(id))).toHaveLength(1);
    expect(buckets.filter((id) => outputs.includes(id)).map((id) => id.slice(0, -8))).toEqual([
      ...["Intake", "Vault", "Portal", "Trust"],
    ]);
  });
});
