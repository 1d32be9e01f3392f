import { expect, test } from 'vitest';
import { readBatchFailures } from '../../local/events/batch-failures.ts';

const ids = ['a', 'b', 'c'];

test.each([
  ['nothing', null, []],
  ['an empty object', {}, []],
  ['an empty list', { batchItemFailures: [] }, []],
  ['no list', { batchItemFailures: null }, []],
  ['some ids', { batchItemFailures: [{ itemIdentifier: 'b' }] }, ['b']],
  ['an unknown id', { batchItemFailures: [{ itemIdentifier: 'z' }] }, ids],
  ['an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }, ids],
  ['a wrong key', { batchItemFailures: [{ id: 'a' }] }, ids],
  ['a text', 'done', ids],
])('an answer with %s fails the right records', (_, answer, failed) => {
  expect([...readBatchFailures(answer, ids)]).toEqual(failed);
});
