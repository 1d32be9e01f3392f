import { describe, expect, it } from 'vitest';
import { type FieldDefinition, fieldDefinitions } from '../../../lib/fields/field-contract.ts';
import { FIELD_SETTINGS } from '../../../lib/fields/field-settings.ts';
import { setFields } from '../../../lib/fields/set-fields.ts';
import { readSettings } from '../../../lib/settings/settings-repository.ts';
import { aDesk } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const aDefinition = (changes: Partial<FieldDefinition> = {}): FieldDefinition => ({
  key: 'seats',
  label: 'Seats',
  kind: 'number',
  on: ['lead', 'opportunity'],
  ...changes,
});

describe('setting the custom fields', () => {
  it('keeps them as of the next version', async () => {
    const desk = aDesk(memoryTable());
    const fields = [aDefinition({ convertsTo: { opportunity: 'seats' } })];
    expect(await setFields(desk, 0, fields)).toEqual({ version: 1, value: fields });
    expect(await readSettings(desk.table, FIELD_SETTINGS)).toEqual({ version: 1, value: fields });
    await expect(setFields(desk, 0, [])).rejects.toMatchObject({ code: 'version-mismatch' });
    expect(await setFields(desk, 1, [])).toEqual({ version: 2, value: [] });
  });

  it.each<[string, FieldDefinition[], string[]]>([
    ['a key that is used twice', [aDefinition(), aDefinition()], ['fields.1.key']],
    [
      'a target that is not there',
      [aDefinition({ convertsTo: { account: 'team_size' } })],
      ['fields.0.convertsTo.account'],
    ],
    [
      'a target on another record',
      [aDefinition({ convertsTo: { contact: 'seats' } })],
      ['fields.0.convertsTo.contact'],
    ],
    [
      'a conversion of what no lead has',
      [aDefinition({ on: ['opportunity'], convertsTo: { opportunity: 'seats' } })],
      ['fields.0.convertsTo.opportunity'],
    ],
  ])('is refused for %s, with its place', async (_fault, fields, paths) => {
    const table = memoryTable();
    await expect(setFields(aDesk(table), 0, fields)).rejects.toMatchObject({
      code: 'invalid-fields',
      details: { errors: paths.map((path) => expect.objectContaining({ path })) },
    });
    expect(table.all()).toEqual([]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a choice without options', { kind: 'choice' }],
    ['options of no choice', { options: ['a'] }],
    ['no record', { on: [] }],
    ['a key in capitals', { key: 'Seats' }],
    ['a key that means something to JavaScript', { key: 'constructor' }],
    ['something more', { colour: 'red' }],
  ])('takes no definition with %s', (_fault, changes) => {
    expect(fieldDefinitions.safeParse([{ ...aDefinition(), ...changes }]).success).toBe(false);
  });
});
