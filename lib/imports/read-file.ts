import { invalid, type SluiceError } from '../errors.ts';
import { detectFormat } from '../lists/detect-format.ts';
import type { ListFormat } from '../lists/list-format.ts';
import { readRecords } from '../lists/read-records.ts';
import { createRecordSplitter } from '../lists/record-splitter.ts';
import type { Chunk } from './chunk-entity.ts';
import { startContentHash } from './content-hash.ts';
import { MOST_COLUMNS, MOST_FILE_BYTES, MOST_ROWS } from './import-contract.ts';

/** What is found out about a file by reading it once. */
export interface FileContents {
  readonly format: ListFormat;
  readonly headers: string[];
  /** Cells of the first rows. */
  readonly samples: string[][];
  /** Rows below the header that are not blank. */
  readonly rows: number;
  readonly chunks: number;
  readonly contentHash: string;
}

/** Bytes by which a file's kind is told. */
const HEAD = 256 * 1024;
/** How much one chunk holds at most, but for its last record. */
export interface ChunkSize {
  readonly rows: number;
  readonly bytes: number;
}
/** A few seconds of work, and far less than a worker's memory. */
export const CHUNK_SIZE: ChunkSize = { rows: 1_000, bytes: 1024 * 1024 };
const SAMPLE_ROWS = 200;

const tooLarge = (): SluiceError =>
  invalid('file-too-large', 'The file is larger than 512 MB. Split it and upload the parts one by one.');
const tooMany = (): SluiceError =>
  invalid('too-many-rows', 'The file has more than a million rows. Split it and upload the parts one by one.');
const noRows = (): SluiceError => invalid('no-rows', 'The file has a header and no rows below it.');

/** The file's first bytes, and then everything as it comes. */
const withHead = async (
  pieces: AsyncIterable<Uint8Array>,
): Promise<{ head: Buffer; rest: AsyncIterator<Uint8Array> }> => {
  const rest = pieces[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  for (let length = 0; length < HEAD; ) {
    const { value, done } = await rest.next();
    if (done) break;
    taken.push(value);
    length += value.length;
  }
  return { head: Buffer.concat(taken), rest };
};

interface Header {
  readonly headers: string[];
  readonly samples: string[][];
}

/** The header and some rows, from the file's head. Errors: `not-a-list` where there is no header. */
const readHead = (format: ListFormat, head: Buffer, isWhole: boolean): Header => {
  const ends: number[] = [];
  const splitter = createRecordSplitter(format, ({ end }) => {
    ends.push(end);
  });
  splitter.push(head.subarray(format.start));
  if (isWhole) splitter.end();
  const end = ends[Math.min(ends.length, SAMPLE_ROWS) - 1] ?? 0;
  const records = readRecords(format, head.subarray(format.start, format.start + end), 1);
  const [header] = records;
  if (header && 'fault' in header) {
    throw invalid('not-a-list', `The first row must name the columns, and this one ${header.fault}.`);
  }
  const [first, ...rest] = records.flatMap((record) => ('cells' in record ? [record.cells] : []));
  if (!first) throw invalid('not-a-list', 'The file has no header: its first row must name the columns.');
  if (first.length > MOST_COLUMNS) {
    throw invalid('too-many-columns', `The file has more than ${MOST_COLUMNS} columns. Take out what is not needed.`);
  }
  return { headers: first.map((header) => header.trim()), samples: rest };
};

type ChunkPlace = Pick<Chunk, 'number' | 'start' | 'end' | 'firstRow' | 'rows'>;

/** Collects records into chunks; the first record that is not blank is the header and belongs to none. */
const chunker = (offset: number, size: ChunkSize, onChunk: (chunk: ChunkPlace) => void) => {
  let ordinal = 0;
  let headerSeen = false;
  let rows = 0;
  let number = 0;
  let open: ChunkPlace | undefined;
  const close = () => {
    if (open && open.rows > 0) {
      onChunk(open);
      number += 1;
    }
    open = undefined;
  };
  return {
    take: ({ start, end, blank }: { start: number; end: number; blank: boolean }) => {
      ordinal += 1;
      if (!headerSeen) {
        headerSeen = !blank;
        return;
      }
      if (!blank) rows += 1;
      if (rows > MOST_ROWS) throw tooMany();
      open ??= { number, start: offset + start, end: offset + start, firstRow: ordinal, rows: 0 };
      open = { ...open, end: offset + end, rows: open.rows + (blank ? 0 : 1) };
      if (open.rows >= size.rows || open.end - open.start >= size.bytes) close();
    },
    end: () => {
      close();
      return { rows, chunks: number };
    },
  };
};

/**
 * Reads a file once from its beginning, with flat memory: what it is, what its columns are called, and where its chunks lie, which `onChunk` is given as they are found.
 * `onProgress` hears the bytes that were read. Errors: what is no list that can be taken, in words for people.
 */
export const readFile = async (
  pieces: AsyncIterable<Uint8Array>,
  onChunk: (chunk: ChunkPlace) => Promise<void>,
  onProgress: (bytes: number) => Promise<void>,
  size: ChunkSize = CHUNK_SIZE,
): Promise<FileContents> => {
  const { head, rest } = await withHead(pieces);
  const format = detectFormat(head);
  const { headers, samples } = readHead(format, head, head.length < HEAD);
  const hash = startContentHash();
  let found: ChunkPlace[] = [];
  const collect = chunker(format.start, size, (chunk) => found.push(chunk));
  const splitter = createRecordSplitter(format, collect.take);
  const hand = async () => {
    const chunks = found;
    found = [];
    await Promise.all(chunks.map(onChunk));
  };

  let bytes = head.length;
  hash.push(head);
  splitter.push(head.subarray(format.start));
  for (;;) {
    const { value, done } = await rest.next();
    if (done) break;
    bytes += value.length;
    if (bytes > MOST_FILE_BYTES) throw tooLarge();
    hash.push(value);
    splitter.push(value);
    if (found.length > 0) await hand();
    await onProgress(bytes);
  }
  splitter.end();
  const { rows, chunks } = collect.end();
  await hand();
  if (rows === 0) throw noRows();
  return { format, headers, samples, rows, chunks, contentHash: hash.digest() };
};
