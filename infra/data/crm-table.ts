import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { type IndexName, TABLE_SCHEMA } from '../../lib/table/table-schema.ts';
import type { HouseFunction } from '../service/house-function.ts';

/**
 * The single-item actions, which are also what a transaction asks for: TransactWriteItems and TransactGetItems have
 * no permission of their own.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

export interface TableAccess {
  /** What the function does to the table itself. */
  readonly actions: readonly TableAction[];
  /** The indexes that it queries. */
  readonly indexes?: readonly IndexName[];
}

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The one table, as `lib/table/table-schema.ts` declares it: on demand, recoverable, and hard to delete by mistake. */
export class CrmTable extends Construct {
  readonly #table: TableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#table = new TableV2(this, 'Table', {
      partitionKey: text(TABLE_SCHEMA.partitionKey),
      sortKey: text(TABLE_SCHEMA.sortKey),
      timeToLiveAttribute: TABLE_SCHEMA.ttl,
      globalSecondaryIndexes: Object.entries(TABLE_SCHEMA.indexes).map(([indexName, keys]) => ({
        indexName,
        partitionKey: text(keys.partitionKey),
        sortKey: text(keys.sortKey),
        projectionType: ProjectionType.ALL,
      })),
      billing: Billing.onDemand(),
      // The key that DynamoDB owns costs nothing; a key of one's own is a monthly fee and a request fee.
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  get tableName(): string {
    return this.#table.tableName;
  }

  /** The stream of all changes, with the items as they were and as they are. */
  get streamArn(): string {
    const arn = this.#table.tableStreamArn;
    if (arn === undefined) throw new Error('the table has no stream');
    return arn;
  }

  /** Lets Lambda's own poller follow the stream, in the name of the role of the function that it feeds. */
  grantFollow(to: HouseFunction): void {
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/iam-policy-example-lamda-process-dynamodb-streams.html
    to.allow({
      service: 'dynamodb',
      actions: ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'],
      resources: [this.streamArn],
    });
  }

  /** Lets a function do exactly the given actions, and tells it the table's name in TABLE_NAME. */
  grant(to: HouseFunction, { actions, indexes = [] }: TableAccess): void {
    to.tell('TABLE_NAME', this.#table.tableName);
    to.allow({ service: 'dynamodb', actions, resources: [this.#table.tableArn] });
    to.allow({
      service: 'dynamodb',
      actions: ['Query'],
      resources: indexes.map((index) => `${this.#table.tableArn}/index/${index}`),
    });
  }
}
