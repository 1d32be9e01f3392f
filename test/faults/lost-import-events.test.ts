import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chunkEntity } from '../../lib/imports/chunk-entity.ts';
import { getChunk } from '../../lib/imports/chunk-repository.ts';
import type { OpenStep } from '../../lib/imports/open-step-entity.ts';
import { findStep, keepStep } from '../../lib/imports/open-step-repository.ts';
import type { Fault } from '../../local/engines/tap.ts';
import { aListFile, planFile, untilState } from '../integration/import-client.ts';
import { type SluiceStack, startSluice, until } from '../integration/sluice-stack.ts';
import { tableOf } from './engine-access.ts';
import { calls, planFaults } from './fault-plan.ts';

/** A batch that was taken as a whole, with its message refused. */
const REFUSED: Fault = {
  kind: 'error',
  status: 200,
  code: '',
  body: { Successful: [], Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }] },
};

describe('a chunk whose event never reaches the queue', () => {
  const faults = planFaults();
  let sluice: SluiceStack;
  beforeAll(async () => {
    sluice = await startSluice({ onCall: faults.onCall });
  });
  afterAll(() => sluice.stop());

  it('is sent again by the sweeper once its import stands still, and is committed once', async () => {
    const tom = await sluice.as('tom');
    const table = tableOf(sluice);
    const list = aListFile('lost.csv', ['Email'], [['first@lost.example'], ['second@lost.example']]);
    const { id: importId } = await planFile(tom, list, { assign: 'nobody' });
    const lost = faults.strike(calls('SendMessageBatch', 'ImportChunks'), REFUSED, 1);
    expect((await tom('POST', `/v1/imports/${importId}/commit`)).status).toBe(202);
    await until(async () => lost.struck() === 1);

    // A minute later: nothing ends any more, and the steps are due.
    await table.put(chunkEntity.toItem({ ...(await getChunk(table, importId, 0)), finishedAt: 0 }));
    const makeDue = async (step: OpenStep['step']) => {
      const open = await findStep(table, { importId, step });
      if (!open) throw new Error(`the step ${step} is not under way`);
      await keepStep(table, { ...open, dueAt: 1 });
    };
    await makeDue('start');
    await makeDue(0);
    expect((await sluice.invoke(sluice.functionId('Sweeper'), {})).kind).toBe('success');

    const { counts } = await untilState(tom, importId, 'committed');
    expect(counts).toEqual({ created: 2 });
    expect((await tom('GET', '/v1/leads?view=unassigned')).body.items).toHaveLength(2);
  });
});
