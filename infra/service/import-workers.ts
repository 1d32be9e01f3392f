import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { CrmTable } from '../data/crm-table.ts';
import type { ImportBucket } from '../data/import-bucket.ts';
import type { AlarmDesk } from './alarm-desk.ts';
import type { HouseFunction } from './house-function.ts';
import { QueueWorker } from './queue-worker.ts';

export interface ImportWorkersProps {
  /** The folder that holds a folder a function, each with its bundle. */
  readonly bundles: string;
  readonly table: CrmTable;
  readonly importBucket: ImportBucket;
  readonly alarms: AlarmDesk;
}

/** A chunk is a thousand rows: seconds of work, and room for tries with throttling between them. */
const CHUNK_TIMEOUT = Duration.minutes(2);

/**
 * Chunks worked on at a time, so that an import leaves the rest of the account's concurrency (1,000, in a new account less) to the others.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
const CHUNKS_AT_A_TIME = 10;

/** What works on imports: one function for the steps that see the whole file, one for chunks of its rows. */
export class ImportWorkers extends Construct {
  readonly #files: QueueWorker;
  readonly #chunks: QueueWorker;

  constructor(scope: Construct, id: string, props: ImportWorkersProps) {
    super(scope, id);
    this.#files = this.#createFiles(props);
    this.#chunks = this.#createChunks(props);
    this.grantSend(this.#files.function);
    this.grantSendFileSteps(this.#chunks.function);
  }

  /** Lets a function start steps of whole imports and of chunks, and tells it the URLs of both queues. */
  grantSend(to: HouseFunction): void {
    this.#files.grantSend(to);
    this.#chunks.grantSend(to);
  }

  /** Lets a function start steps of whole imports alone, and tells it the URLs of both queues. */
  grantSendFileSteps(to: HouseFunction): void {
    this.#files.grantSend(to);
    this.#chunks.tellUrl(to);
  }

  #createFiles({ bundles, table, importBucket, alarms }: ImportWorkersProps): QueueWorker {
    const worker = new QueueWorker(this, 'ImportFiles', {
      bundles,
      bundle: 'import-files',
      purpose: 'Reads lists that were brought, cuts them into chunks, and gathers what became of them',
      memorySize: 1024,
      queue: importBucket.newFiles,
      alarms,
      deadLetterMeaning: 'A list that somebody brought, or a step of its import, was given up after five tries.',
      batchSize: 1,
    });
    table.grant(worker.function, { actions: ['GetItem', 'Query', 'PutItem', 'DeleteItem'] });
    importBucket.grant(worker.function, {
      read: ['imports', 'work'],
      write: ['work'],
      // A results file is written in parts.
      abortUploads: true,
      // A file may be announced and not here yet, or gone by the time that it is read.
      asksWhatIsThere: true,
    });
    return worker;
  }

  #createChunks({ bundles, table, importBucket, alarms }: ImportWorkersProps): QueueWorker {
    const worker = new QueueWorker(this, 'ImportChunks', {
      bundles,
      bundle: 'import-chunks',
      purpose: 'Plans, commits and undoes the rows of one chunk of a list',
      // A whole processor: parsing and matching rows is work.
      memorySize: 1769,
      queue: { queueName: 'import-chunks', workerTimeout: CHUNK_TIMEOUT },
      alarms,
      deadLetterMeaning: 'A chunk of an import was given up after five tries, so the import does not go on.',
      batchSize: 1,
      maximumConcurrency: CHUNKS_AT_A_TIME,
    });
    table.grant(worker.function, {
      actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
      // The leads of a phone number, and how many somebody has who takes only so many.
      indexes: ['byRelation', 'byOwner'],
    });
    importBucket.grant(worker.function, { read: ['imports', 'work'], write: ['work'] });
    return worker;
  }
}
