import fc from 'fast-check';
import type { ExternalIdentity } from '../../../lib/identity/external-identity-entity.ts';
import { newId } from '../../../lib/ids.ts';
import type { Chunk } from '../../../lib/imports/chunk-entity.ts';
import {
  ASSIGNMENTS,
  IMPORT_MODES,
  type ImportOptions,
  INVALID_VALUES,
  MATCH_KEYS,
  WRITE_POLICIES,
} from '../../../lib/imports/import-contract.ts';
import type { Import } from '../../../lib/imports/import-entity.ts';
import { IMPORT_STATES } from '../../../lib/imports/import-state.ts';
import { IMPORT_STEPS, type OpenStep } from '../../../lib/imports/open-step-entity.ts';
import { ROW_REASON_CODES, ROW_STATES } from '../../../lib/imports/row-state.ts';
import { DELIMITERS, ENCODINGS } from '../../../lib/lists/list-format.ts';
import { DATE_ORDERS, DECIMALS, TARGETS } from '../../../lib/lists/list-mapping.ts';
import { NOW } from '../builders.ts';

const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,11}$/);
const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const moment = fc.nat({ max: 2 * NOW });
const id = moment.map(newId);
const at = moment.map((milliseconds) => new Date(milliseconds).toISOString());
const count = fc.nat({ max: 1_000_000 });
const counts = fc.dictionary(fc.constantFrom(...ROW_STATES), count, { noNullPrototype: true });

const column = fc.record(
  {
    header: word,
    feeds: fc.constantFrom(...TARGETS, 'custom.seats', null),
    write: fc.constantFrom(...WRITE_POLICIES),
    dateOrder: fc.constantFrom(...DATE_ORDERS),
    decimal: fc.constantFrom(...DECIMALS),
  },
  { requiredKeys: ['header', 'feeds', 'write'] },
);

const options: fc.Arbitrary<ImportOptions> = fc
  .record(
    {
      columns: fc.array(column, { minLength: 1, maxLength: 4 }),
      matchBy: fc.constantFrom(...MATCH_KEYS),
      externalSystem: key,
      mode: fc.constantFrom(...IMPORT_MODES),
      assign: fc.constantFrom(...ASSIGNMENTS),
      tags: fc.subarray(['fair', 'vip']),
      source: key,
      consent: fc.record({ purpose: key, basis: key }),
      invalidValues: fc.constantFrom(...INVALID_VALUES),
    },
    { requiredKeys: ['matchBy', 'mode', 'assign', 'invalidValues'] },
  )
  .map((drawn) => (drawn.assign === 'user' ? { ...drawn, ownerId: 'user-ada' } : drawn));

/** Imports in every state, with and without each field that may be left out. */
export const imports: fc.Arbitrary<Import> = fc.record(
  {
    id,
    name: word,
    size: count,
    state: fc.constantFrom(...IMPORT_STATES),
    key: word,
    droppedAs: word,
    uploadId: word,
    contentHash: hash,
    folder: word,
    problem: fc.record({ code: word, message: word }),
    createdBy: fc.record({ id: word, name: word }),
    format: fc.record({
      encoding: fc.constantFrom(...ENCODINGS),
      delimiter: fc.constantFrom(...DELIMITERS),
      start: fc.nat(20),
    }),
    preset: key,
    columns: fc.array(
      fc
        .tuple(column, fc.array(word, { maxLength: 3 }))
        .map(([one, samples]) => ({ ...one, samples, by: 'header' as const })),
      { maxLength: 3 },
    ),
    rows: count,
    options,
    plansByItself: fc.boolean(),
    commitsByItself: fc.boolean(),
    repeats: fc.record({ id, name: word, createdAt: at }),
    again: fc.boolean(),
    run: count,
    startedAt: at,
    toDo: count,
    plannedAt: at,
    committedAt: at,
    counts,
    resultsKey: word,
    updatedAt: at,
    version: count,
  },
  { requiredKeys: ['id', 'name', 'size', 'state', 'key', 'columns', 'run', 'updatedAt', 'version'] },
);

const exceptions = fc.array(fc.tuple(count, fc.constantFrom(...ROW_REASON_CODES)), { maxLength: 3 });

export const chunks: fc.Arbitrary<Chunk> = fc.record(
  {
    importId: id,
    number: count,
    start: count,
    end: count,
    firstRow: count,
    rows: count,
    counts,
    run: count,
    finishedRun: count,
    finishedAt: moment,
    plan: id,
    planned: counts,
    duplicates: word,
    fence: count,
    taken: exceptions,
    undoFence: count,
    kept: exceptions,
  },
  {
    requiredKeys: [
      'importId',
      'number',
      'start',
      'end',
      'firstRow',
      'rows',
      'counts',
      'run',
      'finishedRun',
      'fence',
      'undoFence',
    ],
  },
);

export const openSteps: fc.Arbitrary<OpenStep> = fc.record(
  {
    importId: id,
    step: fc.oneof(fc.constantFrom(...IMPORT_STEPS), fc.nat({ max: 1000 })),
    run: count,
    dueAt: moment,
    sent: count,
    done: count,
  },
  { requiredKeys: ['importId', 'step', 'run', 'dueAt', 'sent'] },
);

export const importedFiles = fc.record({ contentHash: hash, importId: id });
export const rememberedMappings = fc.record({ headersHash: hash, options });
export const externalIdentities: fc.Arbitrary<ExternalIdentity> = fc.record({
  system: key,
  externalId: word,
  leadId: id,
});
