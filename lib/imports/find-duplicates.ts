import { KEY_BYTES } from './import-objects.ts';
import { ROW_STATES, type RowState } from './row-state.ts';

/** A row that is about somebody of an earlier row, with the state that its chunk's plan gave it. */
export interface Duplicate {
  readonly row: number;
  readonly earlier: number;
  readonly state: RowState;
}

/** The keys are gone through so many times, each time for a part of all hashes, so that memory stays flat. */
const PASSES = 16;

/**
 * Finds the rows of a file that are about somebody of an earlier row, from the keys of its chunks in the order of the file: 64 bits of a hash each, so that two of a
 * million different people are taken for one in fewer than one of ten million files. Gives the duplicates by chunk.
 */
export const findDuplicates = (keyFiles: readonly Buffer[]): Map<number, Duplicate[]> => {
  const found = new Map<number, Map<number, Duplicate>>();
  for (let pass = 0; pass < PASSES; pass += 1) {
    const rowOfHash = new Map<bigint, number>();
    keyFiles.forEach((keys, chunk) => {
      for (let at = 0; at < keys.length; at += KEY_BYTES) {
        if (keys.readUInt8(at + 8) % PASSES !== pass) continue;
        const hash = keys.readBigUInt64LE(at + 8);
        const row = keys.readUInt32LE(at);
        const earlier = rowOfHash.get(hash);
        if (earlier === undefined) rowOfHash.set(hash, row);
        if (earlier === undefined || earlier === row) continue;
        const ofChunk = found.get(chunk) ?? new Map<number, Duplicate>();
        found.set(chunk, ofChunk);
        const known = ofChunk.get(row);
        const state = ROW_STATES[keys.readUInt32LE(at + 4)] ?? 'create';
        if (known === undefined || earlier < known.earlier) ofChunk.set(row, { row, earlier, state });
      }
    });
  }
  return new Map([...found].map(([chunk, rows]) => [chunk, [...rows.values()].sort((a, b) => a.row - b.row)]));
};
