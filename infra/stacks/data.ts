import { CfnOutput, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import { Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key, KeySpec, KeyUsage } from "aws-cdk-lib/aws-kms";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  HttpMethods,
  ObjectLockRetention,
  ObjectOwnership,
  StorageClass,
} from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import { tableIndexes, tableKeys } from "../../shared/adapters/aws/table.ts";
import type { Bell } from "../constructs/watch.ts";
import type { Bucket as BucketName } from "../functions.ts";
import type { Settings } from "../settings.ts";

const closed = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  versioned: true,
  removalPolicy: RemovalPolicy.RETAIN,
} as const satisfies BucketProps;

const asString = (name: string) => ({ name, type: AttributeType.STRING });
/** What begins so ends after these days, long after nobody needs it; its versions stay a month more. */
const ending = (prefix: string, days: number) => ({
  prefix,
  expiration: Duration.days(days),
  noncurrentVersionExpiration: Duration.days(30),
});
/** What is seldom read again costs less; S3 itself moves it back when it is. Objects under 128 KB stay where they are. */
const cheaperWhenOld = {
  transitions: [{ storageClass: StorageClass.INTELLIGENT_TIERING, transitionAfter: Duration.days(30) }],
};

/** What outlives every deployment: the table, the buckets, the keys. Nothing in it is ever deleted with the stack. */
export class DataStack extends Stack {
  readonly table: Table;
  readonly buckets: Readonly<Record<BucketName, Bucket>>;
  /** What the distribution writes about its visitors. */
  readonly edgeLogs: Bucket;
  /** The seal's keys, where KMS keeps them, oldest first. */
  readonly sealKeys: readonly Key[];
  /** The public log's key, where there is one. */
  readonly logKey: Key | undefined;
  /** What codes and authenticator apps are kept under; without it nobody's app opens anything. */
  readonly factorSecret: Secret;
  readonly bell: Bell;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const key = this.key("DataKey", { description: "Items, uploads and kept files", enableKeyRotation: true });
    this.table = this.itemTable(key);
    this.buckets = this.objectBuckets(settings, key);
    this.letDistributionRead(this.buckets.portal);
    // CloudFront writes its logs as an account of its own, through ACLs: the one bucket that has them on.
    this.edgeLogs = new Bucket(this, "EdgeLogs", {
      ...closed,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      lifecycleRules: [{ expiration: Duration.days(180), noncurrentVersionExpiration: Duration.days(1) }],
    });
    this.sealKeys = Array.from({ length: settings.seal === "kms" ? settings.sealKeys : 0 }, (_, earlier) =>
      this.signingKey(`SealSigningKey${earlier === 0 ? "" : earlier + 1}`, KeySpec.RSA_3072),
    );
    this.logKey = settings.publicLog
      ? this.key("LogSigningKey", {
          keySpec: KeySpec.ECC_NIST_EDWARDS25519,
          keyUsage: KeyUsage.SIGN_VERIFY,
          description: "Checkpoints of the public log: whoever checks a proof knows it by its public half",
        })
      : undefined;
    this.factorSecret = new Secret(this, "FactorSecret", {
      description: "Under it codes are compared and authenticator apps kept: losing it ends every enrolment",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.bell = this.alarmBell(settings);
    this.tellNames();
  }

  /** What an operator's commands take: the deployment prints it, and it can be asked for later. */
  private tellNames(): void {
    const { intake, vault, portal, trust } = this.buckets;
    const names = {
      TableName: this.table.tableName,
      IntakeBucketName: intake.bucketName,
      VaultBucketName: vault.bucketName,
      PortalBucketName: portal.bucketName,
      TrustBucketName: trust.bucketName,
    };
    for (const [id, value] of Object.entries(names)) new CfnOutput(this, id, { value });
  }

  private key(id: string, props: ConstructorParameters<typeof Key>[2]): Key {
    return new Key(this, id, { ...props, pendingWindow: Duration.days(30), removalPolicy: RemovalPolicy.RETAIN });
  }

  /** A key whose private half never leaves KMS. It cannot rotate: a certificate names its public half. */
  private signingKey(id: string, keySpec: KeySpec): Key {
    const key = this.key(id, { keySpec, keyUsage: KeyUsage.SIGN_VERIFY, description: "The body's seal" });
    new CfnOutput(this, `${id}Arn`, {
      value: key.keyArn,
      description: "For the certificate request (docs/sigillo.md)",
    });
    return key;
  }

  private objectBuckets(settings: Settings, encryptionKey: Key): Record<BucketName, Bucket> {
    const accessLogs = new Bucket(this, "AccessLogs", {
      ...closed,
      lifecycleRules: [{ expiration: Duration.days(365), noncurrentVersionExpiration: Duration.days(1) }],
    });
    const logged = (prefix: string) => ({ serverAccessLogsBucket: accessLogs, serverAccessLogsPrefix: `${prefix}/` });
    // A key for each bucket and day, not for each object: a hundredth of the requests to KMS.
    const kept = { ...closed, encryption: BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true } as const;
    const { mode, days } = settings.objectLock;
    const retention = mode === "COMPLIANCE" ? ObjectLockRetention.compliance : ObjectLockRetention.governance;
    return {
      intake: new Bucket(this, "Intake", {
        ...kept,
        ...logged("intake"),
        // Acts refer to an upload by its version: no version ends by itself. A permission to upload lives minutes.
        lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1), ...cheaperWhenOld }],
        cors: [
          {
            allowedOrigins: [settings.origin],
            allowedMethods: [HttpMethods.PUT],
            allowedHeaders: ["content-type", "if-none-match", "x-amz-checksum-sha256", "x-amz-sdk-checksum-algorithm"],
            maxAge: 3600,
          },
        ],
      }),
      // Object Lock can only be chosen when a bucket is made; its default counts for what is stored from then on.
      vault: new Bucket(this, "Vault", {
        ...kept,
        ...logged("vault"),
        // Packages of acts to sign are copies, made for a few days; the acts themselves stay.
        lifecycleRules: [cheaperWhenOld, ending("pacchetti/", 37)],
        objectLockEnabled: true,
        ...(days > 0 ? { objectLockDefaultRetention: retention(Duration.days(days)) } : {}),
      }),
      // Public as soon as it is written: a key of our own would only add requests to each first read of an edge.
      // Lists are written again every month at the latest. An act's data are shown for five years from the January after.
      portal: new Bucket(this, "Portal", {
        ...closed,
        ...logged("portal"),
        // Public copies go when their time is over; what was taken away before leaves its versions a month later.
        lifecycleRules: [ending("dati/elenchi/", 120), ending("dati/atti/", 7 * 365), ending("file/", 7 * 365)],
      }),
      // Written by whoever runs `visto refresh-trust-lists`, by no function of ours.
      trust: new Bucket(this, "Trust", { ...closed, ...logged("trust") }),
    };
  }

  /**
   * Origin access control of any distribution of this account. Naming the one distribution would make what stays for
   * ever depend on what changes with every release.
   */
  private letDistributionRead(portal: Bucket): void {
    portal.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal("cloudfront.amazonaws.com")],
        actions: ["s3:GetObject"],
        resources: [portal.arnForObjects("*")],
        conditions: { StringEquals: { "aws:SourceAccount": this.account } },
      }),
    );
    // Without it a file that was taken away is told as forbidden. Requests of /file/* name one object: none can list.
    portal.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal("cloudfront.amazonaws.com")],
        actions: ["s3:ListBucket"],
        resources: [portal.bucketArn],
        conditions: { StringEquals: { "aws:SourceAccount": this.account } },
      }),
    );
  }

  private alarmBell({ alarmEmail, runbooks, stage }: Settings): Bell {
    const topic = new Topic(this, "Alarms", { displayName: `Visto ${stage}`, enforceSSL: true });
    if (alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(alarmEmail));
    return { topic, runbooks };
  }

  /** The single table with its sparse indexes, as the adapter and its contract suite know it. */
  private itemTable(encryptionKey: Key): Table {
    const table = new Table(this, "Items", {
      partitionKey: asString(tableKeys.partition),
      sortKey: asString(tableKeys.sort),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: "ttl",
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const index of tableIndexes) {
      table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: asString(index.partition),
        sortKey: asString(index.sort),
        ...(index.shows.length === 0
          ? { projectionType: ProjectionType.KEYS_ONLY }
          : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...index.shows] }),
      });
    }
    return table;
  }
}
