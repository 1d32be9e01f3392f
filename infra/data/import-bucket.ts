import { Aws, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import * as z from 'zod';
import type { HouseFunction } from '../service/house-function.ts';
import { WorkQueue } from '../service/work-queue.ts';
import type { WebOrigin } from './web-origin.ts';

/** What is in the bucket: files as people brought them, each of which starts an import, and what the jobs write down. */
export type BucketFolder = 'imports' | 'work';

export interface FileAccess {
  readonly read?: readonly BucketFolder[];
  /** In one piece or in parts, with its own hands or by presigned URLs. */
  readonly write?: readonly BucketFolder[];
  /** Whether it may give up uploads in parts to the folders that it writes. */
  readonly abortUploads?: boolean;
  /** Whether it asks for files that may not be there: S3 answers 404 only to who may list, and 403 to anybody else. */
  readonly asksWhatIsThere?: boolean;
}

/** Splitting a file of half a gigabyte takes minutes; this is the longest that Lambda runs. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const WHOLE_FILE_TIMEOUT = Duration.minutes(15);

/** A plan can be committed for 14 days, and its commit undone for 30 (`lib/imports/import-times.ts`); what is left is for making the plan. */
const KEPT = Duration.days(60);

const imported = z.object({ 'Fn::ImportValue': z.string() });

/** The lists that people bring, with the plans and results of their imports, and the queue that hears of each new list. */
export class ImportBucket extends Construct {
  /** Gets S3's notification of each new file. */
  readonly newFiles: WorkQueue;
  readonly #bucket: Bucket;

  constructor(scope: Construct, id: string, webOrigin: WebOrigin) {
    super(scope, id);
    this.newFiles = new WorkQueue(this, { queueName: 'import-files', workerTimeout: WHOLE_FILE_TIMEOUT });
    this.#bucket = this.#createBucket(webOrigin);
    this.#notify();
  }

  get bucketName(): string {
    return this.#bucket.bucketName;
  }

  /** Lets a function read and write exactly the given folders, and tells it the bucket's name in IMPORT_BUCKET. */
  grant(to: HouseFunction, { read = [], write = [], abortUploads, asksWhatIsThere }: FileAccess): void {
    const within = (folders: readonly BucketFolder[]) =>
      folders.map((folder) => this.#bucket.arnForObjects(`${folder}/*`));
    this.#acknowledgeFolders(to, new Set([...read, ...write]));
    to.tell('IMPORT_BUCKET', this.#bucket.bucketName);
    to.allow({ service: 's3', actions: ['GetObject'], resources: within(read) });
    // Starting an upload in parts, each part, and its end ask for no more than a put; giving it up has an action of its own.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
    to.allow({
      service: 's3',
      actions: abortUploads ? ['PutObject', 'AbortMultipartUpload'] : ['PutObject'],
      resources: within(write),
    });
    // For the whole bucket: a condition on the prefix would be one on listing, and never hold where a single file is asked for.
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
    to.allow({
      service: 's3',
      actions: ['ListBucket'],
      resources: asksWhatIsThere ? [this.#bucket.bucketArn] : [],
    });
  }

  #acknowledgeFolders(to: HouseFunction, folders: ReadonlySet<BucketFolder>): void {
    // The rule names what it finds as the function's stack writes it, which imports the ARN under a name that the CDK makes.
    const stack = Stack.of(this);
    const { 'Fn::ImportValue': arn } = imported.parse(stack.resolve(stack.exportValue(this.#bucket.bucketArn)));
    for (const folder of folders) {
      Validations.of(to).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${arn}/${folder}/*]`,
        reason:
          'The names of files are made while it runs. What is granted is one folder, and each action by its name.',
      });
    }
  }

  #createBucket(webOrigin: WebOrigin): Bucket {
    const bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      encryption: BucketEncryption.S3_MANAGED,
      // Nothing is written twice, and what expires is to be gone: these are people's data.
      versioned: false,
      lifecycleRules: [{ expiration: KEPT, abortIncompleteMultipartUploadAfter: Duration.days(7) }],
      cors: [
        {
          // The web client puts the parts of a file and gets results, by presigned URLs.
          allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
          allowedOrigins: webOrigin.ofBucket(),
          allowedHeaders: ['*'],
          // An upload ends with the ETag of each part, and a script reads no other header.
          // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
          exposedHeaders: ['ETag'],
          maxAge: Duration.hours(1).toSeconds(),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Access logs would be a second bucket of keys and addresses to keep and to delete. Who brought which list is ' +
        'in the record of its import. Whoever must prove each access switches on data events in CloudTrail.',
    });
    return bucket;
  }

  /**
   * Tells the queue of each file under `imports/`. S3 tries the queue when the notification is made, so the queue and its policy come first; and the policy
   * names the account and not the bucket, which is not there yet.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-notificationconfiguration.html
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
   */
  #notify(): void {
    const { queue } = this.newFiles;
    queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    const declared = this.#bucket.node.defaultChild;
    if (!(declared instanceof CfnBucket)) throw new Error('the bucket has no resource of its own');
    // Not by addEventNotification: it deploys a function of its own that may change the notifications of every bucket.
    declared.notificationConfiguration = {
      queueConfigurations: [
        {
          // However it came: in one piece, in parts, or copied.
          // https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
          event: 's3:ObjectCreated:*',
          filter: { s3Key: { rules: [{ name: 'prefix', value: 'imports/' }] } },
          queue: queue.queueArn,
        },
      ],
    };
    declared.node.addDependency(queue);
  }
}
