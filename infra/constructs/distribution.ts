import { readFileSync } from "node:fs";
import { Duration, Stack } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  type ICachePolicy,
  type IOrigin,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { Bucket as BucketByName } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { repository } from "../repository.ts";
import type { Settings } from "../settings.ts";

/** Pages that are the same for everybody. The albo is not among them: what leaves it must be gone at once. */
export const publicPages = [
  "/",
  "/trasparenza*",
  "/impronte/*",
  "/static/*",
  "/accessibilita",
  "/note-legali",
  "/privacy",
] as const;

/** Tiles and entries of the public logs, which are written once: straight from the portal's bucket. */
export const logTiles = ["/log/tile/*", "/log/*/tile/*"] as const;
/** All else of the logs: checkpoints, keys, the numbers of a year. */
export const logPages = "/log/*";

/** How long an edge shows a public page without asking again, seconds: the pages themselves ask for none. */
export const pageSeconds = 60;

type Behind = {
  /** Host name of the API. */
  readonly api: string;
  /** The word by which the pages know that a request came through here. */
  readonly word: string;
  readonly portal: Bucket;
  readonly logs: Bucket;
};

/** What the public reaches: pages through the API, published files from the portal's bucket. */
export class PublicDistribution extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, settings: Settings, { api, word, portal, logs }: Behind) {
    super(scope, id);
    const pages = new HttpOrigin(api, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      customHeaders: { "x-visto-edge": word },
      readTimeout: Duration.seconds(30),
    });
    // Its policy lets every distribution of this account read: the bucket is in the stack that stays.
    const files = S3BucketOrigin.withOriginAccessControl(
      BucketByName.fromBucketAttributes(this, "PortalByName", {
        bucketName: portal.bucketName,
        region: Stack.of(this).region,
      }),
    );
    const atRequest = this.atEachRequest();
    const ours = this.headers();
    const fetched = this.pageBehaviour(pages, this.pagePolicy(), ours, atRequest);
    const logged = this.pageBehaviour(pages, this.logPolicy(), ours, atRequest);
    const tile = this.pageBehaviour(files, CachePolicy.CACHING_OPTIMIZED, this.tileHeaders(), undefined);
    const known = settings.certificateArn === undefined ? {} : this.ownName(settings.origin, settings.certificateArn);
    this.distribution = new Distribution(this, "Edge", {
      ...known,
      comment: `Visto ${settings.stage}`,
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      enableLogging: true,
      logBucket: logs,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      webAclId: settings.webAclArn,
      defaultBehavior: {
        origin: pages,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        responseHeadersPolicy: ours,
        functionAssociations: atRequest,
      },
      additionalBehaviors: {
        ...Object.fromEntries(publicPages.map((path) => [path, fetched])),
        // In this order: the first that an address fits is taken.
        ...Object.fromEntries(logTiles.map((path) => [path, tile])),
        [logPages]: logged,
        "/file/*": {
          origin: files,
          viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
          // The function answers for those whose time is over; what is withdrawn before must not stay in a cache.
          cachePolicy: this.filePolicy(),
          responseHeadersPolicy: this.fileHeaders(),
          functionAssociations: atRequest,
        },
      },
    });
  }

  private ownName(origin: string, certificateArn: string) {
    return {
      domainNames: [new URL(origin).hostname],
      certificate: Certificate.fromCertificateArn(this, "Certificate", certificateArn),
    };
  }

  private atEachRequest() {
    const code = readFileSync(repository("infra/edge/viewer-request.js"), "utf8");
    const made = new EdgeFunction(this, "ViewerRequest", {
      code: FunctionCode.fromInline(code),
      runtime: FunctionRuntime.JS_2_0,
      comment: "410 for what is published no more; the visitor's address for the limits",
    });
    return [{ function: made, eventType: FunctionEventType.VIEWER_REQUEST }];
  }

  private pagePolicy(): ICachePolicy {
    return new CachePolicy(this, "Pages", {
      comment: "Public pages, by address and language",
      minTtl: Duration.seconds(pageSeconds),
      defaultTtl: Duration.seconds(pageSeconds),
      maxTtl: Duration.days(365),
      cookieBehavior: CacheCookieBehavior.allowList("visto_lingua"),
      queryStringBehavior: CacheQueryStringBehavior.all(),
      headerBehavior: CacheHeaderBehavior.none(),
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    });
  }

  /** A checkpoint changes with each batch, and says itself for how many seconds it may be shown. */
  private logPolicy(): ICachePolicy {
    return new CachePolicy(this, "Log", {
      comment: "The public log, by address, for as long as each file says",
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.minutes(5),
      cookieBehavior: CacheCookieBehavior.none(),
      queryStringBehavior: CacheQueryStringBehavior.none(),
      headerBehavior: CacheHeaderBehavior.none(),
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    });
  }

  private filePolicy(): ICachePolicy {
    return new CachePolicy(this, "Files", {
      comment: "Published files, by address: asked again after a minute, and then most often unchanged",
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(pageSeconds),
      maxTtl: Duration.seconds(pageSeconds),
      cookieBehavior: CacheCookieBehavior.none(),
      queryStringBehavior: CacheQueryStringBehavior.none(),
      headerBehavior: CacheHeaderBehavior.none(),
    });
  }

  /** No cookie of a session reaches these pages, so that none can be drawn for one person and shown to another. */
  private pageBehaviour(
    origin: IOrigin,
    cachePolicy: ICachePolicy,
    responseHeadersPolicy: ResponseHeadersPolicy,
    functionAssociations: BehaviorOptions["functionAssociations"],
  ): BehaviorOptions {
    return {
      origin,
      cachePolicy,
      responseHeadersPolicy,
      functionAssociations,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    };
  }

  private headers(): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, "Headers", {
      comment: "TLS for ever; everything else the pages say themselves",
      securityHeadersBehavior: { strictTransportSecurity: strict },
    });
  }

  /** Whoever checks a log may do so from any page. */
  private tileHeaders(): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, "TileHeaders", {
      comment: "Tiles of the public log",
      corsBehavior: {
        accessControlAllowOrigins: ["*"],
        accessControlAllowMethods: ["GET", "HEAD"],
        accessControlAllowHeaders: ["*"],
        accessControlAllowCredentials: false,
        originOverride: true,
      },
      securityHeadersBehavior: {
        strictTransportSecurity: strict,
        contentTypeOptions: { override: true },
        contentSecurityPolicy: { contentSecurityPolicy: "sandbox; default-src 'none'", override: true },
      },
    });
  }

  /** A stored file never runs, whatever it is. */
  private fileHeaders(): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, "FileHeaders", {
      comment: "Published files",
      securityHeadersBehavior: {
        strictTransportSecurity: strict,
        contentTypeOptions: { override: true },
        contentSecurityPolicy: { contentSecurityPolicy: "sandbox; default-src 'none'", override: true },
      },
    });
  }
}

const strict = { accessControlMaxAge: Duration.days(365), includeSubdomains: false, override: true };
