import { describe, expect, it } from 'vitest';
import { importRecord, importSummary } from '../../../lib/imports/import-contract.ts';
import { presentImport, presentImportSummary } from '../../../lib/imports/present-import.ts';
import { ADA, AT, DAY, later, NOW, SECOND } from '../builders.ts';
import { aChunk, anImport } from './an-import.ts';

const now = NOW + 10 * SECOND;
const countsOf = (...args: Parameters<typeof presentImport>) => presentImport(...args).counts;

describe('an import as the API shows it', () => {
  it('is what the contract says, with null for what is not known', () => {
    const shown = presentImport(anImport({ createdBy: ADA, problem: { code: 'no-rows', message: 'None.' } }), { now });
    expect(importRecord.parse(shown)).toEqual(shown);
    const bare = presentImport(
      anImport({ state: 'uploading', format: undefined, options: undefined, rows: undefined, columns: [] }),
      { now },
    );
    expect(importRecord.parse(bare)).toMatchObject({
      format: null,
      preset: null,
      options: null,
      repeats: null,
      rows: null,
      job: null,
      problem: null,
      folder: null,
      createdBy: null,
      undoableUntil: null,
      resultsReady: false,
      counts: {},
    });
  });

  it('shows no place in the bucket, and no upload', () => {
    const text = JSON.stringify(
      presentImport(
        anImport({ key: 'imports/secret', uploadId: 'upload-7', droppedAs: 'imports/x', resultsKey: 'work/y' }),
        {
          now,
        },
      ),
    );
    for (const secret of ['imports/secret', 'upload-7', 'imports/x', 'work/y']) expect(text).not.toContain(secret);
  });

  it('is shorter in the history', () => {
    const shown = presentImportSummary(anImport(), { now });
    expect(importSummary.parse(shown)).toEqual(shown);
    expect(shown).not.toHaveProperty('columns');
  });

  it('says until when it can be undone, from its first commit on', () => {
    expect(presentImport(anImport({ committedAt: AT }), { now })).toMatchObject({ undoableUntil: later(30 * DAY) });
  });
});

describe('how far a job has come', () => {
  const jobOf = (...args: Parameters<typeof presentImport>) => presentImport(...args).job;

  it('is bytes while the file is read, and never more than it has', () => {
    const reading = anImport({ state: 'reading', startedAt: AT, size: 1000 });
    expect(jobOf(reading, { now, bytesRead: 250 })).toEqual({
      kind: 'read',
      done: 250,
      total: 1000,
      startedAt: AT,
      perSecond: 25,
      secondsLeft: 30,
    });
    expect(jobOf(reading, { now, bytesRead: 1200 })).toMatchObject({ done: 1000, secondsLeft: 0 });
    expect(jobOf(reading, { now })).toMatchObject({ done: 0, perSecond: null, secondsLeft: null });
  });

  it('is the rows of the chunks that are planned', () => {
    const planning = anImport({ state: 'planning', run: 2, startedAt: AT, toDo: 30 });
    const chunks = [
      aChunk({ number: 0, rows: 10, finishedRun: 2 }),
      aChunk({ number: 1, rows: 10, finishedRun: 1 }),
      aChunk({ number: 2, rows: 10 }),
    ];
    expect(jobOf(planning, { now, chunks })).toMatchObject({ kind: 'plan', done: 10, total: 30, perSecond: 1 });
  });

  it('is the rows that are committed, within a chunk too', () => {
    const committing = anImport({ state: 'committing', run: 2, startedAt: AT, toDo: 20 });
    const chunks = [aChunk({ counts: { created: 5, create: 5, conflict: 2 } }), aChunk({ counts: { update: 8 } })];
    expect(jobOf(committing, { now, chunks })).toMatchObject({ kind: 'commit', done: 7, total: 20, secondsLeft: 19 });
  });

  it('is the rows that are taken back', () => {
    const undoing = anImport({ state: 'undoing', run: 3, startedAt: AT, toDo: 10 });
    const chunks = [aChunk({ counts: { undone: 3, kept: 1, created: 6, rejected: 4 } })];
    expect(jobOf(undoing, { now, chunks })).toMatchObject({ kind: 'undo', done: 4, total: 10 });
  });

  it('is nothing where nothing is under way', () => {
    expect(jobOf(anImport({ state: 'planned', startedAt: AT }), { now })).toBeNull();
    expect(jobOf(anImport({ state: 'stopped' }), { now, chunks: [aChunk()] })).toBeNull();
  });
});

describe('the counts of an import', () => {
  it('are those of its chunks while a job is under way', () => {
    const chunks = [aChunk({ counts: { created: 2, create: 1 } }), aChunk({ counts: { created: 1, rejected: 3 } })];
    const committing = anImport({ state: 'committing', startedAt: AT });
    expect(countsOf(committing, { now, chunks })).toEqual({ created: 3, create: 1, rejected: 3 });
  });

  it('are those of what is planned by now, also where it was planned before', () => {
    const planning = anImport({ state: 'planning', run: 2, startedAt: AT });
    const chunks = [
      aChunk({ counts: { create: 4 }, finishedRun: 2 }),
      aChunk({ counts: { create: 9, rejected: 1 }, finishedRun: 1 }),
    ];
    expect(countsOf(planning, { now, chunks })).toEqual({ create: 4 });
  });

  it('call cancelled what was not written when it was stopped', () => {
    const chunks = [aChunk({ counts: { created: 2, create: 1, update: 3 } })];
    expect(countsOf(anImport({ state: 'stopped' }), { now, chunks })).toEqual({ created: 2, cancelled: 4 });
    expect(countsOf(anImport({ state: 'undone', counts: { undone: 2, create: 1 } }), { now })).toEqual({
      undone: 2,
      cancelled: 1,
    });
  });

  it('are kept with the import when nothing is under way', () => {
    expect(countsOf(anImport({ state: 'committed', counts: { created: 7 } }), { now })).toEqual({ created: 7 });
  });
});
