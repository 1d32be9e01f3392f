import fc from 'fast-check';
import { DELIMITERS, ENCODINGS, type Encoding, type ListFormat } from '../../../lib/lists/list-format.ts';
import { createRecordSplitter, type RecordPlace } from '../../../lib/lists/record-splitter.ts';

/** A text in the bytes of an encoding; what Windows-1252 shares with Latin-1 alone. */
export const encoded = (text: string, encoding: Encoding = 'utf-8'): Buffer => {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text);
    case 'windows-1252':
      return Buffer.from(text, 'latin1');
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
  }
};

export const COMMAS: ListFormat = { encoding: 'utf-8', delimiter: ',', start: 0 };

/** The places of the records, with the bytes pushed in pieces of the given lengths. */
export const placesOf = (
  bytes: Uint8Array,
  format: Pick<ListFormat, 'encoding' | 'delimiter'> = COMMAS,
  pieces: readonly number[] = [],
): RecordPlace[] => {
  const places: RecordPlace[] = [];
  const splitter = createRecordSplitter(format, (place) => places.push(place));
  let from = 0;
  for (const piece of pieces) {
    splitter.push(bytes.subarray(from, from + piece));
    from += piece;
  }
  splitter.push(bytes.subarray(from));
  splitter.end();
  return places;
};

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/** Text that has everything in it that CSV has to quote. */
const cell = fc.string({
  unit: fc.constantFrom('a', 'B', '7', ' ', ',', ';', '|', '\t', '"', '\n', '\r', '\r\n', 'ä', 'ß', '@'),
  maxLength: 8,
});

/** A well-formed list in any format, with its rows, and lengths of pieces to push it in. */
export const aWellFormedList = fc
  .record({
    rows: fc.array(fc.array(fc.record({ text: cell, always: fc.boolean() }), { minLength: 1, maxLength: 4 }), {
      maxLength: 8,
    }),
    encoding: fc.constantFrom(...ENCODINGS),
    delimiter: fc.constantFrom(...DELIMITERS),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    endsOpen: fc.boolean(),
    pieces: fc.array(fc.nat(9)),
  })
  .map(({ rows, encoding, delimiter, lineEnd, endsOpen, pieces }) => {
    const needsQuotes = new RegExp(`["\r\n${delimiter === '|' ? '\\|' : delimiter}]`);
    const lines = rows.map((cells) =>
      cells.map(({ text, always }) => (always || needsQuotes.test(text) ? quoted(text) : text)).join(delimiter),
    );
    const text = lines.map((line) => line + lineEnd).join('');
    // The last line end may be missing, unless it is all that there is of the last record.
    const whole = endsOpen && (lines.at(-1) ?? '') !== '' ? text.slice(0, -lineEnd.length) : text;
    return {
      bytes: encoded(whole, encoding),
      text: whole,
      rows: rows.map((cells) => cells.map(({ text: one }) => one)),
      format: { encoding, delimiter, start: 0 },
      pieces,
    };
  });

/** Bytes that break every rule of CSV. */
export const anyText = fc.string({ unit: fc.constantFrom('a', '"', '"', ',', '\n', '\r', ' ', 'ä'), maxLength: 60 });
