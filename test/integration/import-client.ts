import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { stringify } from 'csv-stringify/sync';
import type * as z from 'zod';
import { type importRecord, type importRoutes, PART_SIZE } from '../../lib/imports/import-contract.ts';
import type { ImportState } from '../../lib/imports/import-state.ts';
import type { RowState } from '../../lib/imports/row-state.ts';
import type { LocalStack } from '../../local/stack.ts';
import type { Answer, Send } from './sluice-stack.ts';

export type ImportRecord = z.output<typeof importRecord>;
export type ImportedRow = z.output<(typeof importRoutes)['listImportRows']['responses'][200]>['items'][number];
type CreateBody = z.input<(typeof importRoutes)['createImport']['body']>;
type Options = NonNullable<CreateBody['options']>;
type Column = NonNullable<Options['columns']>[number];
/** Columns may be as the API proposed them. */
export type PlanOptions = Omit<Options, 'columns'> & { readonly columns?: readonly unknown[] };
type Extras = Pick<CreateBody, 'again' | 'commit'> & { readonly options?: PlanOptions };
type Upload = z.output<(typeof importRoutes)['signParts']['responses'][200]>;

export interface ListFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A list with a header and rows, as a program writes it; cells with commas, quotes or line breaks are quoted. */
export const aListFile = (name: string, header: readonly string[], rows: readonly (readonly string[])[]): ListFile => ({
  name,
  bytes: Buffer.from(
    stringify([[...header], ...rows.map((row) => [...row])], { record_delimiter: 'windows', quoted_match: /[\r\n]/ }),
  ),
});

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

const partsOf = (bytes: Buffer): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / PART_SIZE) }, (_, index) =>
    bytes.subarray(index * PART_SIZE, (index + 1) * PART_SIZE),
  );

/** SHA-256 over the SHA-256 of each part, in hexadecimal digits. */
export const contentHashOf = (bytes: Buffer): string =>
  sha256(Buffer.concat(partsOf(bytes).map(sha256))).toString('hex');

/** Registers a file, whatever is answered. */
export const registerFile = (send: Send, { name, bytes }: ListFile, extras: Extras = {}): Promise<Answer> =>
  send('POST', '/v1/imports', { body: { name, size: bytes.length, contentHash: contentHashOf(bytes), ...extras } });

/** Puts the parts of a file where they go; gives what completes the upload. */
export const putParts = async ({ parts }: Upload, { bytes }: ListFile): Promise<{ number: number; etag: string }[]> => {
  const pieces = partsOf(bytes);
  const sent: { number: number; etag: string }[] = [];
  for (const { number, url } of parts) {
    const piece = pieces[number - 1] ?? Buffer.alloc(0);
    const answer = await fetch(url, { method: 'PUT', body: new Uint8Array(piece) });
    if (!answer.ok) throw new Error(`part ${number} was answered ${answer.status}`);
    sent.push({ number, etag: answer.headers.get('etag') ?? '' });
  }
  return sent;
};

const expectStatus = (answer: Answer, status: number): Answer['body'] => {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

/** Uploads a file as the client does, and gives the id of its import. */
export const uploadFile = async (send: Send, file: ListFile, extras: Extras = {}): Promise<string> => {
  const { import: created, upload } = expectStatus(await registerFile(send, file, extras), 201);
  const parts = await putParts(upload, file);
  expectStatus(await send('POST', `/v1/imports/${created.id}/complete`, { body: { parts } }), 202);
  return created.id;
};

/** States that an import leaves by itself. */
const UNDER_WAY: readonly ImportState[] = ['uploading', 'reading', 'planning', 'committing', 'undoing'];
const PATIENCE = 30_000;

/** The import as soon as it is in a state. Errors: when it comes to rest in another one, or not at all within half a minute. */
export const untilState = async (
  send: Send,
  id: string,
  state: ImportState,
  patience = PATIENCE,
): Promise<ImportRecord> => {
  let last: ImportRecord | undefined;
  for (const end = Date.now() + patience; Date.now() < end; await wait(25)) {
    const one: ImportRecord = expectStatus(await send('GET', `/v1/imports/${id}`), 200);
    if (one.state === state) return one;
    if (!UNDER_WAY.includes(one.state)) throw new Error(`the import is ${one.state}: ${JSON.stringify(one.problem)}`);
    last = one;
  }
  throw new Error(`the import is still ${last?.state}: ${JSON.stringify({ counts: last?.counts, job: last?.job })}`);
};

const job = async (send: Send, id: string, verb: string, ended: ImportState, body?: unknown): Promise<ImportRecord> => {
  expectStatus(await send('POST', `/v1/imports/${id}/${verb}`, body === undefined ? {} : { body }), 202);
  return untilState(send, id, ended);
};

/** Plans an import and gives it as it is planned. */
export const planImport = (send: Send, id: string, options?: PlanOptions): Promise<ImportRecord> =>
  job(send, id, 'plan', 'planned', options);

/** Commits an import and gives it as it is committed. */
export const commitImport = (send: Send, id: string): Promise<ImportRecord> => job(send, id, 'commit', 'committed');

/** Undoes an import and gives it as it is undone. */
export const undoImport = (send: Send, id: string): Promise<ImportRecord> => job(send, id, 'undo', 'undone');

/** Uploads a file and plans it; gives its id and the plan. */
export const planFile = async (send: Send, file: ListFile, options?: PlanOptions): Promise<ImportRecord> => {
  const id = await uploadFile(send, file);
  await untilState(send, id, 'ready');
  return planImport(send, id, options);
};

/** Uploads a file, plans it and commits it. */
export const importFile = async (send: Send, file: ListFile, options?: PlanOptions): Promise<ImportRecord> =>
  commitImport(send, (await planFile(send, file, options)).id);

/** All rows of an import, or those in a state, in the order of the file; a page has `limit`. */
export const rowsOf = async (send: Send, id: string, state?: RowState, limit = 100): Promise<ImportedRow[]> => {
  const rows: ImportedRow[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = `limit=${limit}${state ? `&state=${state}` : ''}${cursor ? `&cursor=${cursor}` : ''}`;
    const page = expectStatus(await send('GET', `/v1/imports/${id}/rows?${query}`), 200);
    rows.push(...page.items);
    cursor = page.nextCursor;
  }
  return rows;
};

/** The results file of an import as it is downloaded, as soon as it is there. */
export const resultsOf = async (send: Send, id: string): Promise<{ bytes: Buffer; headers: Headers }> => {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await wait(25)) {
    if (!(await send('GET', `/v1/imports/${id}`)).body.resultsReady) continue;
    const { url } = expectStatus(await send('GET', `/v1/imports/${id}/results`), 200);
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`the results were answered ${answer.status}`);
    return { bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
  }
  throw new Error('the results were not written');
};

/** The columns of an import as the API proposes them, with some of them told otherwise, by their header. */
export const columnsOf = (
  { columns }: Pick<ImportRecord, 'columns'>,
  changes: Readonly<Record<string, Partial<Column>>>,
): Pick<PlanOptions, 'columns'> => ({
  columns: columns.map(({ header, feeds, write, dateOrder, decimal }) => ({
    header,
    feeds,
    write,
    dateOrder,
    decimal,
    ...changes[header],
  })),
});

/** The number of rows that counts add up to. */
export const totalOf = ({ counts }: Pick<ImportRecord, 'counts'>): number =>
  Object.values(counts).reduce((sum, count) => sum + (count ?? 0), 0);

/** Puts files into the bucket as a partner's tool does, under the import prefix. */
export const openDropBox = ({ endpoints, resources }: Pick<LocalStack, 'endpoints' | 'resources'>) => {
  const bucket = [...resources.values()].find(({ type }) => type === 'AWS::S3::Bucket');
  if (!bucket) throw new Error('there is no bucket');
  const client = new S3Client({
    endpoint: endpoints.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return {
    drop: async (path: string, bytes: Buffer): Promise<void> => {
      await client.send(new PutObjectCommand({ Bucket: bucket.ref, Key: `imports/${path}`, Body: bytes }));
    },
    close: () => client.destroy(),
  };
};
