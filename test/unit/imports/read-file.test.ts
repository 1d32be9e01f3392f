import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../../lib/errors.ts';
import { MOST_FILE_BYTES, MOST_ROWS } from '../../../lib/imports/import-contract.ts';
import { type ChunkSize, readFile } from '../../../lib/imports/read-file.ts';
import type { Encoding } from '../../../lib/lists/list-format.ts';
import { readRecords } from '../../../lib/lists/read-records.ts';
import { encoded } from '../lists/a-list.ts';

type Place = Parameters<Parameters<typeof readFile>[1]>[0];

const piecesOf = async function* (bytes: Uint8Array, lengths: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let piece = 0; at < bytes.length; piece += 1) {
    const length = lengths[piece % lengths.length] ?? bytes.length;
    yield bytes.subarray(at, at + length);
    at += length;
  }
};

const read = async (bytes: Uint8Array, lengths: readonly number[] = [65_536], size?: ChunkSize) => {
  const places: Place[] = [];
  const progress: number[] = [];
  const contents = await readFile(
    piecesOf(bytes, lengths),
    async (place) => {
      places.push(place);
    },
    async (bytesRead) => {
      progress.push(bytesRead);
    },
    size,
  );
  return { contents, places, progress };
};

const refusalOf = async (bytes: Uint8Array): Promise<string> => {
  try {
    await read(bytes);
  } catch (error) {
    if (error instanceof SluiceError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return '';
};

const HEADER = 'email,name,remarks';

/** Fills a row up, so that some hundred rows are more than the head by which a file is judged. */
const FILLING = 'lorem ipsum '.repeat(110);

/** A line of a list: plain, with line ends and quotes within a cell, ragged, blank or never closed. */
const line = fc.constantFrom(
  `mia@acme.example,Mia,${FILLING}`,
  `mia@acme.example,"Mia\r\nStone","${FILLING}\nsaid ""hello"""`,
  `mia@acme.example`,
  `ida@acme.example,Ida,"",${FILLING}`,
  '',
  ' , , ',
  `ida@acme.example,"Ida,${FILLING}`,
);

const list = fc
  .record({
    lines: fc.array(line, { minLength: 20, maxLength: 400 }),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    encoding: fc.constantFrom<Encoding>('utf-8', 'windows-1252'),
    leading: fc.constantFrom('', '\n', '\ufeff', 'sep=,\n'),
  })
  .map(({ lines, lineEnd, encoding, leading }) =>
    encoded(`${leading}${HEADER}${lineEnd}mia@acme.example,Mia,x${lineEnd}${lines.join(lineEnd)}`, encoding),
  );

const lengths = fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 5 });
const size = fc.record({ rows: fc.integer({ min: 1, max: 50 }), bytes: fc.integer({ min: 1000, max: 100_000 }) });

describe('the chunks of a file', () => {
  it('hold each row once and under its number, whatever the file and however it comes', async () => {
    await fc.assert(
      fc.asyncProperty(list, lengths, size, async (bytes, pieces, chunkSize) => {
        const { contents, places } = await read(bytes, pieces, chunkSize);
        const { format } = contents;
        const [, ...expected] = readRecords(format, bytes.subarray(format.start), 1);
        const records = places.map(({ start, end, firstRow }) =>
          readRecords(format, bytes.subarray(start, end), firstRow),
        );
        expect(records.flat()).toEqual(expected);
        expect(places.map(({ rows }) => rows)).toEqual(records.map((some) => some.length));
        expect(contents.rows).toBe(expected.length);
        expect(contents.chunks).toBe(places.length);
      }),
      { numRuns: 40 },
    );
  });

  it('do not overlap, are numbered through, and hold no more than a chunk may', async () => {
    await fc.assert(
      fc.asyncProperty(list, lengths, size, async (bytes, pieces, chunkSize) => {
        const { places } = await read(bytes, pieces, chunkSize);
        expect(places.map(({ number }) => number)).toEqual(places.map((_, index) => index));
        places.forEach(({ start, end, rows }, index) => {
          expect(start).toBeGreaterThanOrEqual(places[index - 1]?.end ?? 0);
          expect(rows).toBeLessThanOrEqual(chunkSize.rows);
          // The record that fills it may reach beyond.
          expect(end - start).toBeLessThan(chunkSize.bytes + 2 * FILLING.length);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('are the same however the file comes', async () => {
    await fc.assert(
      fc.asyncProperty(list, lengths, size, async (bytes, pieces, chunkSize) => {
        const whole = await read(bytes, [bytes.length], chunkSize);
        const cut = await read(bytes, pieces, chunkSize);
        expect([cut.places, cut.contents]).toEqual([whole.places, whole.contents]);
      }),
      { numRuns: 40 },
    );
  });

  it('are of a thousand rows, or of a megabyte', async () => {
    const rows = (count: number, text: string) => encoded(`email\n${`${text}@acme.example\n`.repeat(count)}`);
    expect((await read(rows(2500, 'mia'))).places.map((place) => place.rows)).toEqual([1000, 1000, 500]);
    const { places } = await read(rows(300, 'm'.repeat(10_000)));
    expect(places.length).toBe(3);
  });
});

describe('a file that was read', () => {
  it('has headers without the space around them, and samples below them', async () => {
    const { contents } = await read(encoded(' E-Mail ; Firma \nmia@acme.example;Acme\n\nida@acme.example;Zenith\n'));
    expect(contents).toMatchObject({
      headers: ['E-Mail', 'Firma'],
      samples: [
        ['mia@acme.example', 'Acme'],
        ['ida@acme.example', 'Zenith'],
      ],
      rows: 2,
      format: { delimiter: ';' },
    });
  });

  it('counts rows as a spreadsheet does: the header first, and blank ones too', async () => {
    const { places } = await read(encoded('\nemail\n\n\nmia@acme.example\n'));
    expect(places).toEqual([expect.objectContaining({ firstRow: 3, rows: 1 })]);
  });

  it('tells how far it is, up to its last byte', async () => {
    const bytes = encoded(`email\n${'mia@acme.example\n'.repeat(40_000)}`);
    const { progress } = await read(bytes, [50_000]);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(bytes.length);
  });

  it.each([
    ['a header alone', 'email,name\n', 'no-rows'],
    ['a header and blank rows', 'email,name\n\n , \n', 'no-rows'],
    ['nothing', '', 'empty-file|not-a-list|no-rows'],
    ['too many columns', `${'a,'.repeat(500)}a\n${'1,'.repeat(500)}1\n`, 'too-many-columns'],
    ['a header whose quote is never closed', 'email,"name\nmia@acme.example,Mia\n', 'not-a-list: The first row'],
  ])('is refused where it is %s', async (_, text, reason) => {
    expect(await refusalOf(encoded(text))).toMatch(new RegExp(`^(?:${reason})`));
  });

  it('is refused where it has more than a million rows, and not before', async () => {
    const bytes = (rows: number) => encoded(`e\n${'a\n'.repeat(rows)}`);
    expect((await read(bytes(MOST_ROWS))).contents.rows).toBe(MOST_ROWS);
    expect(await refusalOf(bytes(MOST_ROWS + 1))).toMatch(/^too-many-rows/);
  });

  it('is refused where it is larger than 512 MB, without being read to its end', async () => {
    const piece = encoded(`${'a'.repeat(8000)}\n`.repeat(1000));
    let given = 0;
    const endless = async function* () {
      yield encoded('email\n');
      for (; ; given += piece.length) yield piece;
    };
    const nothing = async () => undefined;
    await expect(readFile(endless(), nothing, nothing)).rejects.toMatchObject({ code: 'file-too-large' });
    expect(given).toBeLessThan(MOST_FILE_BYTES + piece.length);
  });
});
