import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENCODINGS } from '../../../lib/lists/list-format.ts';
import { createRecordSplitter } from '../../../lib/lists/record-splitter.ts';
import { anyText, aWellFormedList, COMMAS, encoded, placesOf } from './a-list.ts';

const textsOf = (text: string): string[] => {
  const bytes = encoded(text);
  return placesOf(bytes).map(({ start, end }) => bytes.subarray(start, end).toString());
};
const brokenOf = (text: string): boolean[] => placesOf(encoded(text)).map(({ broken }) => broken);

describe('the splitter', () => {
  it('finds the records that a parser finds, in every encoding and however the bytes are cut', () => {
    fc.assert(
      fc.property(aWellFormedList, ({ bytes, text, format, pieces }) => {
        const places = placesOf(bytes, format, pieces);
        const records = parse(text, {
          delimiter: format.delimiter,
          record_delimiter: ['\r\n', '\n', '\r'],
          relax_column_count: true,
        });
        expect(places).toHaveLength(records.length);
        expect(places.some(({ broken }) => broken)).toBe(false);
      }),
    );
  });

  it('loses no byte and gives none twice, whatever the bytes', () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.nat(7)), fc.constantFrom(...ENCODINGS), (text, pieces, encoding) => {
        const bytes = encoded(text, encoding);
        const places = placesOf(bytes, { encoding, delimiter: ',' }, pieces);
        let at = 0;
        for (const { start, end } of places) {
          expect(start).toBe(at);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(at).toBe(bytes.length);
        expect(places).toEqual(placesOf(bytes, { encoding, delimiter: ',' }));
      }),
    );
  });

  it('finds the same records in a part of the list that begins and ends between two', () => {
    fc.assert(
      fc.property(anyText, fc.nat(20), fc.nat(20), (text, one, other) => {
        const bytes = encoded(text);
        const places = placesOf(bytes);
        const part = places.slice(Math.min(one, other), Math.max(one, other));
        const [from, to] = [part[0]?.start ?? 0, part.at(-1)?.end ?? 0];
        const again = placesOf(bytes.subarray(from, to));
        expect(again.map((place) => ({ ...place, start: place.start + from, end: place.end + from }))).toEqual(part);
      }),
    );
  });

  it('ends a record at LF, CRLF and CR alike', () => {
    expect(textsOf('a,b\nc,d\r\ne,f\rg')).toEqual(['a,b\n', 'c,d\r\n', 'e,f\r', 'g']);
  });

  it('keeps line ends in quotes inside their record, doubled quotes too', () => {
    expect(textsOf('a,"b ""x""\r\nc",d\ne\n')).toEqual(['a,"b ""x""\r\nc",d\n', 'e\n']);
  });

  it('takes a quote within a cell as it stands', () => {
    expect(textsOf('5" pipe,a "b" c\nx\n')).toEqual(['5" pipe,a "b" c\n', 'x\n']);
    expect(textsOf('"Beta" GmbH,x\ny\n')).toEqual(['"Beta" GmbH,x\n', 'y\n']);
  });

  it('says which records are blank: those with delimiters, quotes and spaces alone', () => {
    expect(placesOf(encoded('a\n\n,,,\n  \t\n"",""\n,b\n')).map(({ blank }) => blank)).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  it('gives up a quote where its line must have ended, so that it costs that line alone', () => {
    const text = 'a,"Acme\nb,"Beta, Inc",c\nd,e\n';
    expect(textsOf(text)).toEqual(['a,"Acme\n', 'b,"Beta, Inc",c\n', 'd,e\n']);
    expect(brokenOf(text)).toEqual([true, false, false]);
  });

  it('gives up a quote that the end of the file leaves open', () => {
    const text = 'a,"Acme\r\nb,c\r\nd,e';
    expect(textsOf(text)).toEqual(['a,"Acme\r\n', 'b,c\r\n', 'd,e']);
    expect(brokenOf(text)).toEqual([true, false, false]);
    expect(brokenOf('a\nb,"c')).toEqual([false, true]);
  });

  it('gives up a quote after 64 KiB', () => {
    const rows = 'some,ordinary,row\n'.repeat(5000);
    const places = placesOf(encoded(`x,"stray\n${rows}last,"end\n`), COMMAS, [10, 70_000, 3]);
    expect(places).toHaveLength(5002);
    expect(places.filter(({ broken }) => broken)).toHaveLength(2);
    expect(places[0]).toMatchObject({ start: 0, end: 9, broken: true });
  });

  it('lets a long note in quotes pass, and says that a record of more than 256 KiB is broken', () => {
    expect(brokenOf(`a,"${'note\n'.repeat(10_000)}",b\nc\n`)).toEqual([false, false]);
    expect(brokenOf(`${'x'.repeat(256 * 1024)}\nc\n`)).toEqual([true, false]);
    expect(brokenOf(`"${'x'.repeat(70_000)}\nc\n`)).toEqual([true, false]);
  });

  it('refuses a record of more than 4 MiB, without waiting for its end', () => {
    const splitter = createRecordSplitter(COMMAS, () => {});
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    expect(() => {
      for (let count = 0; count < 5; count += 1) splitter.push(megabyte);
    }).toThrow('longer than 4 MB');
  });

  it('does not rely on the memory of what was pushed', () => {
    const places: number[] = [];
    const splitter = createRecordSplitter(COMMAS, ({ end }) => places.push(end));
    const memory = Buffer.from('a,"b\nc\nd');
    splitter.push(memory);
    memory.fill('\n');
    splitter.end();
    expect(places).toEqual([5, 7, 8]);
  });

  it('says that half a character of UTF-16 at the end is broken', () => {
    const bytes = encoded('a\nb', 'utf-16le').subarray(0, 5);
    expect(placesOf(bytes, { encoding: 'utf-16le', delimiter: ',' })).toEqual([
      { start: 0, end: 4, blank: false, broken: false },
      { start: 4, end: 5, blank: true, broken: true },
    ]);
  });
});
