import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ListRecord, readRecords } from '../../../lib/lists/read-records.ts';
import { anyText, aWellFormedList, COMMAS, encoded, placesOf } from './a-list.ts';

const read = (text: string): ListRecord[] => readRecords(COMMAS, encoded(text), 2);

describe('the records of a list', () => {
  it('are what was written, with the place in the file of each, in every format', () => {
    fc.assert(
      fc.property(aWellFormedList, ({ bytes, rows, format }) => {
        const written = rows.map((cells, index) => ({ row: index + 2, cells }));
        const isBlank = (cell: string) => cell.replace(/["\s]/g, '').replaceAll(format.delimiter, '') === '';
        expect(readRecords(format, bytes, 2)).toEqual(written.filter(({ cells }) => !cells.every(isBlank)));
      }),
    );
  });

  it('are the same however the list is cut into parts, whatever is in it', () => {
    fc.assert(
      fc.property(anyText, fc.nat(10), (text, cut) => {
        const bytes = encoded(text);
        const at = placesOf(bytes).slice(0, cut).at(-1)?.end ?? 0;
        const before = placesOf(bytes.subarray(0, at)).length;
        expect([
          ...readRecords(COMMAS, bytes.subarray(0, at), 1),
          ...readRecords(COMMAS, bytes.subarray(at), 1 + before),
        ]).toEqual(readRecords(COMMAS, bytes, 1));
      }),
    );
  });

  it('count blank ones without giving them', () => {
    expect(read('a,b\n\n,\nc,d\n')).toEqual([
      { row: 2, cells: ['a', 'b'] },
      { row: 5, cells: ['c', 'd'] },
    ]);
  });

  it('may be ragged', () => {
    expect(read('a\nb,c,d\n')).toEqual([
      { row: 2, cells: ['a'] },
      { row: 3, cells: ['b', 'c', 'd'] },
    ]);
  });

  it('say which quote is never closed, and are right before and after it', () => {
    expect(read('a,"b\nc\nd,"e",f\n')).toEqual([
      { row: 2, fault: 'has a quote that is never closed' },
      { row: 3, cells: ['c'] },
      { row: 4, cells: ['d', 'e', 'f'] },
    ]);
  });

  it('say which is too long', () => {
    expect(read(`${'x'.repeat(300_000)}\nb\n`)).toEqual([
      { row: 2, fault: 'is longer than 256 KB' },
      { row: 3, cells: ['b'] },
    ]);
  });

  it('keep quotes that stand inside a cell', () => {
    expect(read('5" pipe,"Beta" GmbH\n')).toEqual([{ row: 2, cells: ['5" pipe', '"Beta" GmbH'] }]);
  });

  it('lose the apostrophe that keeps a formula from running, and no other', () => {
    expect(read("'=1+1,'+49 30 1,'-x,'@y,'s-Hertogenbosch,O'Neil\n")).toEqual([
      { row: 2, cells: ['=1+1', '+49 30 1', '-x', '@y', "'s-Hertogenbosch", "O'Neil"] },
    ]);
  });

  it('are read as Windows-1252 one by one where a list in UTF-8 is not', () => {
    const bytes = Buffer.concat([encoded('Köln,a\n'), encoded('Zürich,b\n', 'windows-1252'), encoded('Łódź,c\n')]);
    expect(readRecords(COMMAS, bytes, 2)).toEqual([
      { row: 2, cells: ['Köln', 'a'] },
      { row: 3, cells: ['Zürich', 'b'] },
      { row: 4, cells: ['Łódź', 'c'] },
    ]);
  });

  it('have the signs that Windows-1252 has beyond Latin-1', () => {
    const bytes = Uint8Array.of(0x80, 0x93, 0x61, 0x94, 0x0a);
    expect(readRecords({ ...COMMAS, encoding: 'windows-1252' }, bytes, 2)).toEqual([{ row: 2, cells: ['€“a”'] }]);
  });
});
