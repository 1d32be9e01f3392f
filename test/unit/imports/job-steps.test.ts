import { describe, expect, it } from 'vitest';
import { chunkEntity } from '../../../lib/imports/chunk-entity.ts';
import { putChunk } from '../../../lib/imports/chunk-repository.ts';
import { importEntity } from '../../../lib/imports/import-entity.ts';
import { getImport } from '../../../lib/imports/import-repository.ts';
import { newStep } from '../../../lib/imports/open-step.ts';
import type { OpenStep } from '../../../lib/imports/open-step-entity.ts';
import { closeStep, dropStep, findStep, keepStep } from '../../../lib/imports/open-step-repository.ts';
import { startJob } from '../../../lib/imports/start-job.ts';
import { sweepImports } from '../../../lib/imports/sweep-imports.ts';
import { MINUTE, NOW, SECOND } from '../builders.ts';
import { aChunk, anImport, anImportOffice, IMPORT_ID, type ImportOffice } from './an-import.ts';

const step = (name: OpenStep['step'], run = 1): OpenStep => newStep(IMPORT_ID, name, run, NOW);

/** An office with an import that is being planned, and its steps as given. */
const planning = async (...steps: readonly OpenStep[]): Promise<ImportOffice> => {
  const office = anImportOffice([importEntity.toItem(anImport({ state: 'planning' }))]);
  for (const one of steps) await keepStep(office.table, one);
  return office;
};

/** Sweeps so many seconds after the steps were opened; gives what was sent. */
const sweep = async ({ desk, clock, waiting }: ImportOffice, seconds: number) => {
  clock.now = NOW + seconds * SECOND;
  const count = await sweepImports(desk);
  const sent = waiting.splice(0);
  expect(sent).toHaveLength(count);
  return sent.map((event) => event.step);
};

describe('a step that is under way', () => {
  it('is sent again when it is due and still there, each time after a longer while', async () => {
    const office = await planning(step('settle'));
    const times: number[] = [];
    for (let seconds = 0; seconds < 500; seconds += 10) {
      if ((await sweep(office, seconds)).length > 0) times.push(seconds);
    }
    expect(times).toEqual([40, 110, 240, 490]);
  });

  it('is not sent any more once it is done', async () => {
    const office = await planning(step('settle'), step('start'));
    await office.table.transact([closeStep(step('settle'))]);
    expect(await sweep(office, 60)).toEqual(['start']);
  });

  it('of a chunk waits for its turn as long as other chunks of its import end', async () => {
    const office = await planning(step(0), step(1));
    await putChunk(office.table, aChunk({ finishedAt: NOW + 50 * SECOND }));
    expect(await sweep(office, 60)).toEqual([]);
    expect(await sweep(office, 100)).toEqual([0, 1]);
  });

  it('of a whole import waits for no chunk', async () => {
    const office = await planning(step(0), step('settle'));
    await putChunk(office.table, aChunk({ finishedAt: NOW + 50 * SECOND }));
    expect(await sweep(office, 60)).toEqual(['settle']);
  });

  it('is found behind the thousands of a large import that wait for their turn', async () => {
    const office = await planning(...Array.from({ length: 2500 }, (_, number) => step(number)));
    await putChunk(office.table, aChunk({ finishedAt: NOW + 50 * SECOND }));
    await keepStep(office.table, newStep('another', 'settle', 1, NOW + SECOND));
    expect(await sweep(office, 60)).toEqual(['settle']);
  });

  it('stays where an earlier run is done with one of its name', async () => {
    const office = await planning(step('settle', 2));
    await dropStep(office.table, step('settle', 1));
    expect(await findStep(office.table, step('settle'))).toMatchObject({ run: 2 });
    await expect(office.table.transact([closeStep(step('settle', 1))])).rejects.toThrow(/did not hold/);
  });

  it('is not replaced by one of an earlier run that the sweeper read too late', async () => {
    const { desk, table, waiting, clock } = await planning(step('settle', 1));
    clock.now = NOW + MINUTE;
    const lagging = {
      ...table,
      query: async (options: Parameters<typeof table.query>[0]) => {
        const page = await table.query(options);
        // The next run starts between the reading and the sending.
        await keepStep(table, step('settle', 2));
        return page;
      },
    };
    expect(await sweepImports({ ...desk, table: lagging })).toBe(0);
    expect(waiting).toEqual([]);
    expect(await findStep(table, step('settle'))).toMatchObject({ run: 2, sent: 1 });
  });
});

describe('the events of a run that is over', () => {
  it.each([0, 'start', 'settle', 'report'] as const)('do nothing but take the step %s away', async (name) => {
    const office = anImportOffice([importEntity.toItem(anImport({ state: 'planned', run: 3 }))]);
    const before = office.table.all();
    await keepStep(office.table, step(name, 2));
    await office.take({ importId: IMPORT_ID, step: name, run: 2 });
    expect(office.table.all()).toEqual(before);
  });

  it('do nothing for an import that is not there', async () => {
    const office = anImportOffice();
    for (const name of [0, 'read', 'start', 'settle', 'report'] as const) {
      await office.take({ importId: IMPORT_ID, step: name, run: 0 });
    }
    expect(office.table.all()).toEqual([]);
  });
});

describe('a job', () => {
  it('is started even where its event could not be sent, and found by the sweeper', async () => {
    const office = await planning();
    const one = await getImport(office.table, IMPORT_ID);
    const deaf = { send: () => Promise.reject(new Error('the queue is down')) };
    const started = await startJob({ ...office.desk, events: deaf }, { one, job: 'plan', now: NOW });
    expect(started).toMatchObject({ state: 'planning', run: 2 });
    expect(await sweep(office, 60)).toEqual(expect.arrayContaining(['start', 'settle']));
  });

  it('does not end while chunks are under way, or are still to be handed out', async () => {
    for (const open of [step(3), step('start')]) {
      const office = await planning(open, step('settle'));
      await office.take({ importId: IMPORT_ID, step: 'settle', run: 1 });
      expect(await getImport(office.table, IMPORT_ID)).toMatchObject({ state: 'planning' });
      expect(await findStep(office.table, step('settle'))).toBeDefined();
    }
  });

  it('does not end before it was through all chunks, where a step was lost', async () => {
    const office = await planning(step('settle'));
    await putChunk(office.table, aChunk({ run: 1, finishedRun: 1 }));
    await putChunk(office.table, aChunk({ number: 1, start: 100, end: 200 }));
    await office.take({ importId: IMPORT_ID, step: 'settle', run: 1 });
    expect(await getImport(office.table, IMPORT_ID)).toMatchObject({ state: 'planning' });
    expect(office.waiting).toEqual([{ importId: IMPORT_ID, step: 1, run: 1 }]);
  });
});

describe('a file that is read twice', () => {
  it('leaves chunks alone that somebody works on by now', async () => {
    const { table } = anImportOffice();
    const fresh = aChunk();
    await putChunk(table, fresh);
    await putChunk(table, fresh);
    const worked = aChunk({ run: 2, finishedRun: 2, fence: 1, counts: { created: 10 } });
    await table.put(chunkEntity.toItem(worked));
    await putChunk(table, fresh);
    expect(table.ofType('import-chunk').map((item) => chunkEntity.fromItem(item))).toEqual([worked]);
  });
});
