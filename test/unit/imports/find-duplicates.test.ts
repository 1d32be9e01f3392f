import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDuplicates } from '../../../lib/imports/find-duplicates.ts';
import { KEY_BYTES } from '../../../lib/imports/import-objects.ts';
import { ROW_STATES, type RowState } from '../../../lib/imports/row-state.ts';

interface Keyed {
  readonly state: RowState;
  /** What it can be told by: small numbers, which are spread over all hashes. */
  readonly identifiers: readonly number[];
}

/** A factor that spreads small numbers over 64 bits: that of Fibonacci hashing. */
const SPREAD = 0x9e3779b97f4a7c15n;

const keyFile = (rows: readonly (Keyed & { row: number })[]): Buffer =>
  Buffer.concat(
    rows.flatMap(({ row, state, identifiers }) =>
      identifiers.map((identifier) => {
        const key = Buffer.alloc(KEY_BYTES);
        key.writeUInt32LE(row, 0);
        key.writeUInt32LE(ROW_STATES.indexOf(state), 4);
        key.writeBigUInt64LE(BigInt.asUintN(64, BigInt(identifier + 1) * SPREAD), 8);
        return key;
      }),
    ),
  );

const keyed: fc.Arbitrary<Keyed> = fc.record({
  state: fc.constantFrom('create' as const, 'update' as const, 'unchanged' as const),
  identifiers: fc.array(fc.nat(40), { minLength: 1, maxLength: 3 }),
});

/** The rows of some chunks, numbered through as in a file. */
const numbered = (chunks: readonly (readonly Keyed[])[]) => {
  let row = 1;
  return chunks.map((rows) =>
    rows.map((one) => {
      row += 1;
      return { ...one, row };
    }),
  );
};

describe('duplicates within a file', () => {
  it('are the rows that share anything with an earlier row, as a plain map over the whole file finds them', () => {
    fc.assert(
      fc.property(fc.array(fc.array(keyed, { maxLength: 12 }), { maxLength: 6 }), (drawn) => {
        const chunks = numbered(drawn);
        const firstRow = new Map<number, number>();
        const expected = chunks.map((rows) =>
          rows.flatMap(({ row, state, identifiers }) => {
            const before = identifiers.flatMap((identifier) => firstRow.get(identifier) ?? []);
            for (const identifier of identifiers) if (!firstRow.has(identifier)) firstRow.set(identifier, row);
            return before.length > 0 ? [{ row, state, earlier: Math.min(...before) }] : [];
          }),
        );
        const found = findDuplicates(chunks.map(keyFile));
        expect(chunks.map((_, chunk) => found.get(chunk) ?? [])).toEqual(expected);
      }),
    );
  });

  it('are found whatever part of the hashes they are in', () => {
    const rows = Array.from({ length: 600 }, (_, index) => ({
      row: index + 2,
      state: 'create' as const,
      identifiers: [index % 300],
    }));
    const found = findDuplicates([keyFile(rows.slice(0, 300)), keyFile(rows.slice(300))]);
    expect([...found.keys()]).toEqual([1]);
    expect(found.get(1)?.map(({ row, earlier }) => row - earlier)).toEqual(Array.from({ length: 300 }, () => 300));
  });

  it('are none where a row names one thing twice', () => {
    expect(findDuplicates([keyFile([{ row: 2, state: 'create', identifiers: [7, 7] }])]).size).toBe(0);
  });
});
