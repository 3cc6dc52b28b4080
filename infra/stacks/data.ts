import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { AttributeType, BillingMode, StreamViewType, Table } from "aws-cdk-lib/aws-dynamodb";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  HttpMethods,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { tableIndexes, tableKeys } from "../../shared/adapters/aws/table.ts";
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

/** What outlives every deployment: the table and the buckets. Nothing in it is ever deleted with the stack. */
export class DataStack extends Stack {
  readonly table: Table;
  readonly buckets: Readonly<Record<BucketName, Bucket>>;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.table = this.itemTable();
    const accessLogs = new Bucket(this, "AccessLogs", {
      ...closed,
      lifecycleRules: [{ expiration: Duration.days(365) }],
    });
    const logged = (prefix: string) => ({ serverAccessLogsBucket: accessLogs, serverAccessLogsPrefix: `${prefix}/` });
    this.buckets = {
      intake: new Bucket(this, "Intake", {
        ...closed,
        ...logged("intake"),
        // What the act keeps is copied or referred to by version; a permission to upload lives minutes.
        lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
        cors: [
          {
            allowedOrigins: [settings.origin],
            allowedMethods: [HttpMethods.PUT],
            allowedHeaders: ["content-type", "if-none-match", "x-amz-checksum-sha256", "x-amz-sdk-checksum-algorithm"],
            maxAge: 3600,
          },
        ],
      }),
      // Object Lock can only be chosen when a bucket is made; retention is set object by object.
      vault: new Bucket(this, "Vault", { ...closed, ...logged("vault"), objectLockEnabled: true }),
      portal: new Bucket(this, "Portal", { ...closed, ...logged("portal") }),
      // Written by whoever runs `visto refresh-trust-lists`, by no function of ours.
      trust: new Bucket(this, "Trust", { ...closed, ...logged("trust") }),
    };
  }

  /** The single table with its sparse indexes, as the adapter and its contract suite know it. */
  private itemTable(): Table {
    const table = new Table(this, "Items", {
      partitionKey: asString(tableKeys.partition),
      sortKey: asString(tableKeys.sort),
      billingMode: BillingMode.PAY_PER_REQUEST,
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
      });
    }
    return table;
  }
}
