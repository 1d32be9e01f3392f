import { describe, expect, it } from 'vitest';
import { ROW_STATES } from '../../../lib/imports/row-state.ts';
import { bytesInWords, counted, countsInWords, timeLeft } from '../../../web/imports/import-words.ts';
import { jobInWords, quarterInWords } from '../../../web/imports/job-words.ts';
import {
  commitInWords,
  planInWords,
  rowsToWrite,
  undoAheadInWords,
  undoInWords,
} from '../../../web/imports/outcome-words.ts';
import { rowStateNamed, shownStates } from '../../../web/imports/row-words.ts';
import { uploadInWords } from '../../../web/imports/upload-words.ts';

const figures = (count: number) => counted(count, 'row').replace(' rows', '');
const MEGA = 1024 * 1024;

describe('figures of an import', () => {
  it('are counted with their noun', () => {
    expect(counted(1, 'row')).toBe('1 row');
    expect(counted(0, 'row')).toBe('0 rows');
    expect(counted(2, 'person', 'people')).toBe('2 people');
  });

  it('are told in the unit that people read a size in', () => {
    expect(bytesInWords(812)).toBe('812 bytes');
    expect(bytesInWords(40 * 1024)).toBe('40 KB');
    expect(bytesInWords(3.44 * MEGA)).toBe('3.4 MB');
    expect(bytesInWords(120.4 * MEGA)).toBe('120 MB');
  });

  it('tell the time left the rougher the longer it is', () => {
    expect(timeLeft(2)).toBe('a few seconds left');
    expect(timeLeft(38)).toBe('about 40 s left');
    expect(timeLeft(170)).toBe('about 3 min left');
    expect(timeLeft(3 * 3600)).toBe('about 3 h left');
  });
});

describe('what becomes of the rows', () => {
  it('is counted in words, without what no row is', () => {
    expect(countsInWords({ created: 240, updated: 31, rejected: 0 })).toBe('240 created and 31 updated');
    expect(countsInWords({ created: 1, updated: 2, rejected: 3 })).toBe('1 created, 2 updated and 3 rejected');
    expect(countsInWords({})).toBe('');
  });

  it('has a tile for every outcome that any row has', () => {
    const counts = Object.fromEntries(ROW_STATES.map((state) => [state, 1]));
    expect(shownStates(counts).toSorted()).toEqual([...ROW_STATES].toSorted());
    expect(shownStates({ rejected: 2, create: 0 })).toEqual(['rejected']);
    expect(rowStateNamed('rejected')).toBe('rejected');
    expect(rowStateNamed('nonsense')).toBeUndefined();
  });

  it('is told before it is done', () => {
    const counts = { create: 240, update: 31, rejected: 29 };
    expect(rowsToWrite(counts)).toBe(271);
    expect(planInWords(counts, 300)).toBe(
      'The import creates 240 leads and updates 31 leads. 29 of 300 rows stay out; each says why.',
    );
    expect(planInWords({ create: 1 }, 1)).toBe('The import creates 1 lead.');
    expect(planInWords({ unchanged: 4 }, 4)).toBe('Nothing in the file would change anything.');
  });

  it('is told after it is done, and after it is taken back', () => {
    expect(commitInWords({ created: 3, rejected: 1 })).toBe('3 leads created and 1 row rejected.');
    expect(commitInWords({ unchanged: 3 })).toBe('Nothing was written.');
    expect(undoAheadInWords({ created: 3, updated: 1 })).toContain(
      'deletes the 3 leads that it created and puts the 1 lead that it updated back as it was.',
    );
    expect(undoInWords({ undone: 4, kept: 2 })).toBe('4 rows taken back. 2 leads edited since stay as they are.');
    expect(undoInWords({ undone: 4 })).toBe('4 rows taken back.');
  });
});

describe('how far a job is', () => {
  const job = { kind: 'commit', done: 3200, total: 10_000, startedAt: '', perSecond: 1240, secondsLeft: 6 } as const;

  it('is told in rows, with speed and time left once they are known', () => {
    expect(jobInWords(job)).toBe(
      `${figures(3200)} of ${figures(10_000)} rows · ${figures(1240)} rows a second · about 10 s left`,
    );
    expect(jobInWords({ ...job, done: 0, perSecond: null, secondsLeft: null })).toBe(`0 of ${figures(10_000)} rows`);
  });

  it('is told in bytes while the file is read', () => {
    const read = { ...job, kind: 'read', done: MEGA, total: 4 * MEGA, perSecond: null, secondsLeft: null } as const;
    expect(jobInWords(read)).toBe('1 MB of 4 MB');
  });

  it('is announced at each quarter', () => {
    expect(quarterInWords(job)).toBe('Importing: 25 percent done');
    expect(quarterInWords({ ...job, done: 100 })).toBe('');
    expect(quarterInWords({ ...job, total: 0, done: 0 })).toBe('');
  });
});

describe('how far an upload is', () => {
  const upload = { phase: 'sending', bytes: 4 * MEGA, size: 16 * MEGA, rate: MEGA } as const;

  it('is told in bytes and time left', () => {
    expect(uploadInWords(upload)).toBe('4 MB of 16 MB, about 15 s left');
    expect(uploadInWords({ ...upload, rate: undefined })).toBe('4 MB of 16 MB');
  });

  it('says that it goes on by itself when the line is down', () => {
    expect(uploadInWords({ ...upload, phase: 'waiting' })).toContain('goes on by itself');
  });
});
