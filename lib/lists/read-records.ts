import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import type { Encoding, ListFormat } from './list-format.ts';
import { createRecordSplitter, MOST_RECORD, type RecordPlace } from './record-splitter.ts';

/** A record of a list: its cells, or why it cannot be read. `row` is its ordinal in the file, blank records counted. */
export type ListRecord =
  | { readonly row: number; readonly cells: string[] }
  | { readonly row: number; readonly fault: string };

/** The text of some bytes; what the encoding does not know becomes U+FFFD. */
export const decode = (bytes: Uint8Array, encoding: Encoding): string =>
  new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);

const parseCsv = (input: Buffer | string, { delimiter }: ListFormat): string[][] =>
  parse(input, {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
  });

/** An apostrophe before what starts a formula is how a list is made harmless, here and elsewhere: the cell is what follows it. */
const armed = (cell: string): string =>
  cell.charCodeAt(0) === APOSTROPHE && /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
const APOSTROPHE = 39;

const inBytes = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** All records at once; `undefined` when the parser cannot read them. */
const readTogether = (format: ListFormat, bytes: Uint8Array): string[][] | undefined => {
  if (format.encoding === 'utf-8' && !isUtf8(bytes)) return undefined;
  try {
    return parseCsv(format.encoding === 'utf-8' ? inBytes(bytes) : decode(bytes, format.encoding), format);
  } catch {
    // The parser gives up on all records for one; read one by one, only that one is at fault.
    return undefined;
  }
};

/** A record by itself. In a list that is UTF-8 but for some records, those are Windows-1252: that is how joined lists come. */
const readAlone = (format: ListFormat, bytes: Uint8Array): string[] | undefined => {
  const encoding = format.encoding === 'utf-8' && !isUtf8(bytes) ? 'windows-1252' : format.encoding;
  const records = readTogether({ ...format, encoding }, bytes);
  return records?.length === 1 ? records[0] : undefined;
};

const faultOf = ({ start, end, broken }: RecordPlace): string | undefined => {
  if (!broken) return undefined;
  return end - start > MOST_RECORD ? 'is longer than 256 KB' : 'has a quote that is never closed';
};

/**
 * The records in a part of a list that begins and ends where records do. Blank ones are left out, and counted: the first record is `firstRow`,
 * whatever it holds. The same bytes give the same rows however the list is cut into parts.
 */
export const readRecords = (format: ListFormat, bytes: Uint8Array, firstRow: number): ListRecord[] => {
  const places: RecordPlace[] = [];
  const splitter = createRecordSplitter(format, (place) => places.push(place));
  splitter.push(bytes);
  splitter.end();

  const together = places.some(({ broken }) => broken) ? undefined : readTogether(format, bytes);
  const table = together?.length === places.length ? together : undefined;
  return places.flatMap((place, index): ListRecord[] => {
    if (place.blank) return [];
    const row = firstRow + index;
    const fault = faultOf(place);
    if (fault !== undefined) return [{ row, fault }];
    const cells = table ? table[index] : readAlone(format, bytes.subarray(place.start, place.end));
    return [cells ? { row, cells: cells.map(armed) } : { row, fault: 'cannot be read as a row of the list' }];
  });
};
