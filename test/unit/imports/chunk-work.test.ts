import { describe, expect, it } from 'vitest';
import type { Chunk } from '../../../lib/imports/chunk-entity.ts';
import { getChunk, putChunk } from '../../../lib/imports/chunk-repository.ts';
import { commitChunk } from '../../../lib/imports/commit-chunk.ts';
import type { ImportOptions } from '../../../lib/imports/import-contract.ts';
import { type Import, importEntity } from '../../../lib/imports/import-entity.ts';
import { rulesOf } from '../../../lib/imports/import-job.ts';
import { loadPlan } from '../../../lib/imports/import-objects.ts';
import { planChunk } from '../../../lib/imports/plan-chunk.ts';
import { groupsOf } from '../../../lib/imports/row-groups.ts';
import { Stopped } from '../../../lib/imports/stopped-run.ts';
import { Overtaken } from '../../../lib/imports/transact-rows.ts';
import { undoChunk } from '../../../lib/imports/undo-chunk.ts';
import type { Table } from '../../../lib/table/table.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import { AT, aUser, NOW, SECOND } from '../builders.ts';
import { aChunk, aColumn, anImport, anImportOffice, IMPORT_ID, someOptions } from './an-import.ts';

const COLUMNS = [aColumn('email'), aColumn('lastName')];
const ROWS = 120;
const BODY = Buffer.from(Array.from({ length: ROWS }, (_, index) => `p${index}@acme.example,Stone\n`).join(''));

/** An import of one chunk that was planned and is being committed; its rows are three groups. */
const committing = async (changes: Partial<ImportOptions> = {}) => {
  const one: Import = anImport({
    state: 'committing',
    run: 2,
    committedAt: AT,
    options: someOptions({ assign: 'nobody', columns: COLUMNS, ...changes }),
    columns: COLUMNS.map((column) => ({ ...column, samples: [], by: null })),
  });
  const office = anImportOffice([importEntity.toItem(one)]);
  await office.files.put(one.key, BODY, 'text/csv');
  const planned = await planChunk(office.desk, one, aChunk({ end: BODY.length, rows: ROWS, run: 2 }));
  await putChunk(office.table, { ...planned, run: 0 });
  const chunk: Chunk = { ...planned, run: 0 };
  const groups = groupsOf(rulesOf(one), await loadPlan(office.files, planned));
  const stored = () => getChunk(office.table, IMPORT_ID, 0);
  return { ...office, one, chunk, groups, stored };
};

/** A table that fails with an error at its n-th transaction. */
const failingAt = (table: Table, n: number, error: Error): Table => {
  let count = 0;
  return {
    ...table,
    transact: async (writes) => {
      count += 1;
      if (count === n) throw error;
      await table.transact(writes);
    },
  };
};

describe('the commit of a chunk', () => {
  it('goes on where a worker died, and writes each row once', async () => {
    const { desk, one, chunk, groups, stored, table } = await committing();
    expect(groups).toHaveLength(3);
    const dying = { ...desk, table: failingAt(table, 3, new Error('died')) };
    await expect(commitChunk(dying, one, chunk)).rejects.toThrow('died');
    expect(await stored()).toMatchObject({ fence: 2, counts: { created: 98, create: 22 } });
    expect(await commitChunk(desk, one, await stored())).toMatchObject({ fence: 3, counts: { created: ROWS } });
    expect(table.ofType('lead')).toHaveLength(ROWS);
    expect((await stored()).taken).toBeUndefined();
  });

  it('leaves the rest to another worker who is faster', async () => {
    const { desk, one, chunk, table } = await committing();
    await commitChunk(desk, one, chunk);
    const after = table.all();
    await expect(commitChunk(desk, one, chunk)).rejects.toThrow(Overtaken);
    expect(table.all()).toEqual(after);
  });

  it('done by two workers at the same time is done once', async () => {
    const { desk, one, chunk, stored, table } = await committing();
    const outcomes = await Promise.allSettled([commitChunk(desk, one, chunk), commitChunk(desk, one, chunk)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await stored()).toMatchObject({ fence: 3, counts: { created: ROWS } });
    expect(table.ofType('lead')).toHaveLength(ROWS);
  });

  it('ends between two groups when somebody stops it', async () => {
    const { desk, one, chunk, stored, table } = await committing();
    const stopping = {
      ...table,
      transact: async (writes: Parameters<Table['transact']>[0]) => {
        await table.transact(writes);
        await table.put(importEntity.toItem({ ...one, state: 'stopped', run: 3 }));
      },
    };
    await expect(commitChunk({ ...desk, table: stopping }, one, chunk)).rejects.toThrow(Stopped);
    expect(await stored()).toMatchObject({ fence: 1, counts: { created: 49, create: 71 } });
  });

  it('gives new leads to active reps in turn, and to nobody else', async () => {
    const { desk, one, chunk, table } = await committing({ assign: 'rules' });
    for (const [id, changes] of Object.entries({ a: {}, b: {}, c: { active: false }, d: { role: 'admin' as const } })) {
      await table.put(userEntity.toItem(aUser({ id, ...changes })));
    }
    await commitChunk(desk, one, chunk);
    const owned = (id: string) => table.ofType('lead').filter(({ ownerId }) => ownerId === id).length;
    expect(['a', 'b', 'c', 'd'].map(owned)).toEqual([60, 60, 0, 0]);
  });
});

describe('the undo of a chunk', () => {
  it('takes back as much as was committed', async () => {
    const { desk, one, chunk, stored, table } = await committing();
    const before = table.all().filter(({ type }) => type !== 'import-chunk');
    const dying = { ...desk, table: failingAt(table, 2, new Error('died')) };
    await expect(commitChunk(dying, one, chunk)).rejects.toThrow('died');
    expect(await undoChunk(desk, one, await stored())).toMatchObject({
      fence: 1,
      undoFence: 1,
      counts: { undone: 49, create: 71 },
    });
    expect(table.all().filter(({ type }) => type !== 'import-chunk')).toEqual(before);
    expect((await stored()).kept).toBeUndefined();
  });

  it('done by two workers, at the same time or one after the other, is done once', async () => {
    const { desk, one, chunk, stored } = await committing();
    const committed = await commitChunk(desk, one, chunk);
    const outcomes = await Promise.allSettled([undoChunk(desk, one, committed), undoChunk(desk, one, committed)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(undoChunk(desk, one, committed)).rejects.toThrow(Overtaken);
    expect(await stored()).toMatchObject({ undoFence: 3, counts: { undone: ROWS } });
    expect((await stored()).kept).toBeUndefined();
  });

  it('goes on where a worker died, and keeps what was edited', async () => {
    const { desk, one, chunk, stored, table, clock } = await committing();
    await commitChunk(desk, one, chunk);
    const edited = table.ofType('lead').find(({ email }) => email === 'p100@acme.example');
    if (edited) await table.put({ ...edited, pk: String(edited['pk']), sk: String(edited['sk']), version: 2 });
    clock.now = NOW + SECOND;
    const dying = { ...desk, table: failingAt(table, 2, new Error('died')) };
    await expect(undoChunk(dying, one, await stored())).rejects.toThrow('died');
    await undoChunk(desk, one, await stored());
    expect(await stored()).toMatchObject({
      undoFence: 3,
      counts: { undone: ROWS - 1, kept: 1 },
      kept: [[102, 'edited-since']],
    });
    expect(table.ofType('lead').map(({ email }) => email)).toEqual(['p100@acme.example']);
    expect(table.ofType('email-identity').map(({ mailbox }) => mailbox)).toEqual(['p100@acme.example']);
  });

  it('of rows that changed before the commit touches nothing', async () => {
    const { desk, one, chunk, stored, table } = await committing();
    const taken = {
      pk: 'EMAIL#p0@acme.example',
      sk: 'EMAIL',
      type: 'email-identity',
      v: 1,
      mailbox: 'p0@acme.example',
    };
    await table.put({ ...taken, partyId: 'somebody', leadId: 'else' });
    await commitChunk(desk, one, chunk);
    expect(await stored()).toMatchObject({
      counts: { created: ROWS - 1, conflict: 1 },
      taken: [[2, 'changed-since-plan']],
    });
    await undoChunk(desk, one, await stored());
    expect(await stored()).toMatchObject({ counts: { undone: ROWS - 1, conflict: 1 } });
    expect(table.ofType('email-identity')).toEqual([expect.objectContaining({ leadId: 'else' })]);
  });
});
