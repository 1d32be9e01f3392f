import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { callJson, EngineRefusal } from './json-call.ts';

const SERVICE = 'DynamoDBStreams_20120810';
// The most one GetRecords call gives: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html
const PAGE_LIMIT = 1000;
const REGION = 'us-east-1';

const shards = z.object({
  StreamDescription: z.object({
    Shards: z.array(z.object({ ShardId: z.string(), ParentShardId: z.string().optional() })),
    LastEvaluatedShardId: z.string().optional(),
  }),
});
const iterator = z.object({ ShardIterator: z.string() });
const image = z.record(z.string(), z.unknown());
const page = z.object({
  Records: z.array(
    z.looseObject({
      eventName: z.string(),
      dynamodb: z.looseObject({
        SequenceNumber: z.string(),
        NewImage: image.optional(),
        OldImage: image.optional(),
      }),
    }),
  ),
  NextShardIterator: z.string().optional(),
});

/** Records of a stream in the shape Lambda gets them, and the position to go on from. */
export interface StreamPage {
  records: unknown[];
  next: string | undefined;
}

/** Where a reader stands: a shard, and the last sequence number seen in it (none: at its beginning). */
export interface StreamPosition {
  shardId: string;
  sequenceNumber: string | undefined;
}

/** Reads one stream of an engine from a position on, shard by shard, oldest first. */
export class StreamReader {
  readonly #endpoint: string;
  readonly #engineArn: string;
  readonly #publicArn: string;

  /** `engineArn` is the engine's own name for the stream, `publicArn` the one that records and functions see. */
  constructor(endpoint: string, engineArn: string, publicArn: string) {
    this.#endpoint = endpoint;
    this.#engineArn = engineArn;
    this.#publicArn = publicArn;
  }

  /** Up to `limit` records after the position (undefined: from the oldest that is kept). */
  async read(after: string | undefined, limit: number): Promise<StreamPage> {
    const position = after === undefined ? await this.#oldest() : parsePosition(after);
    if (position === undefined) return { records: [], next: after };
    const found = await this.#recordsAfter(position, Math.min(limit, PAGE_LIMIT));
    const last = found.Records.at(-1);
    if (last !== undefined) {
      const next = formatPosition({
        shardId: position.shardId,
        sequenceNumber: last.dynamodb.SequenceNumber,
      });
      return {
        records: found.Records.filter(changesSomething).map((record) => this.#asLambdaSeesIt(record)),
        next,
      };
    }
    if (found.NextShardIterator === undefined) {
      const child = (await this.#shards()).find((shard) => shard.ParentShardId === position.shardId);
      if (child !== undefined)
        return {
          records: [],
          next: formatPosition({
            shardId: child.ShardId,
            sequenceNumber: undefined,
          }),
        };
    }
    return { records: [], next: formatPosition(position) };
  }

  /** The position after the newest record. */
  async latest(): Promise<string | undefined> {
    let position = (await this.read(undefined, PAGE_LIMIT)).next;
    for (;;) {
      const { next } = await this.read(position, PAGE_LIMIT);
      if (next === position) return position;
      position = next;
    }
  }

  async #oldest(): Promise<StreamPosition | undefined> {
    const found = await this.#shards();
    const known = new Set(found.map((shard) => shard.ShardId));
    const first = found.find((shard) => shard.ParentShardId === undefined || !known.has(shard.ParentShardId));
    return first === undefined ? undefined : { shardId: first.ShardId, sequenceNumber: undefined };
  }

  async #shards() {
    const found: z.infer<typeof shards>['StreamDescription']['Shards'] = [];
    let after: string | undefined;
    do {
      const { StreamDescription: part } = await callJson({
        endpoint: this.#endpoint,
        target: `${SERVICE}.DescribeStream`,
        input: {
          StreamArn: this.#engineArn,
          ...(after !== undefined && { ExclusiveStartShardId: after }),
        },
        output: shards,
      });
      found.push(...part.Shards);
      after = part.LastEvaluatedShardId;
    } while (after !== undefined);
    return found;
  }

  async #recordsAfter(position: StreamPosition, limit: number): Promise<z.infer<typeof page>> {
    const from: Record<string, string> =
      position.sequenceNumber === undefined
        ? { ShardIteratorType: 'TRIM_HORIZON' }
        : {
            ShardIteratorType: 'AFTER_SEQUENCE_NUMBER',
            SequenceNumber: position.sequenceNumber,
          };
    try {
      return await this.#page(position.shardId, from, limit);
    } catch (error) {
      // The record at the position is older than what the engine keeps: go on with the oldest that is there.
      if (!(error instanceof EngineRefusal) || error.code !== 'TrimmedDataAccessException') throw error;
      return this.#page(position.shardId, { ShardIteratorType: 'TRIM_HORIZON' }, limit);
    }
  }

  async #page(shardId: string, from: Record<string, string>, limit: number): Promise<z.infer<typeof page>> {
    const { ShardIterator } = await callJson({
      endpoint: this.#endpoint,
      target: `${SERVICE}.GetShardIterator`,
      input: { StreamArn: this.#engineArn, ShardId: shardId, ...from },
      output: iterator,
    });
    return callJson({
      endpoint: this.#endpoint,
      target: `${SERVICE}.GetRecords`,
      input: { ShardIterator, Limit: limit },
      output: page,
    });
  }

  #asLambdaSeesIt(record: z.infer<typeof page>['Records'][number]): unknown {
    // An event id is unique in all streams, an engine's is only within a table.
    const eventID = createHash('md5').update(`${this.#publicArn} ${record.dynamodb.SequenceNumber}`).digest('hex');
    return {
      ...record,
      eventID,
      awsRegion: REGION,
      eventSourceARN: this.#publicArn,
    };
  }
}

// A write that changes nothing leaves no record on AWS, but one in the engine:
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
function changesSomething(record: z.infer<typeof page>['Records'][number]): boolean {
  const { NewImage, OldImage } = record.dynamodb;
  if (record.eventName !== 'MODIFY' || NewImage === undefined || OldImage === undefined) return true;
  return !isDeepStrictEqual(NewImage, OldImage);
}

function formatPosition(position: StreamPosition): string {
  return `${position.shardId}/${position.sequenceNumber ?? ''}`;
}

/** Takes a position apart; throws when it is none. */
export function parsePosition(text: string): StreamPosition {
  const slash = text.lastIndexOf('/');
  if (slash <= 0) throw new Error(`not a stream position: ${text}`);
  return {
    shardId: text.slice(0, slash),
    sequenceNumber: text.slice(slash + 1) || undefined,
  };
}
