import { describe, expect, it } from 'vitest';
import { addConsent, addField, keyFromLabel, relabel } from '../../../web/forms/field-drafts.ts';
import { draftOf } from '../../../web/forms/form-draft.ts';
import { contentOfForm } from '../../../web/forms/form-edit.ts';
import { moveRow } from '../../../web/forms/rows.ts';
import { aWebForm } from './a-web-form.ts';

const { fields } = draftOf(contentOfForm(aWebForm()));

describe('the fields of a form that is edited', () => {
  it.each([
    ['Team size', 'teamSize'],
    ['  How many seats?  ', 'howManySeats'],
    ['Téléphone', 'telephone'],
    ['2nd choice', 'ndChoice'],
    ['???', ''],
  ])('names a field from its label %j', (label, key) => {
    expect(keyFromLabel(label)).toBe(key);
  });

  it('lets the name of a new field follow its label, and never takes one twice', () => {
    const added = addField(fields);
    const row = added.at(-1)?.row ?? '';
    const named = relabel(added, row, 'Size');
    expect(named.at(-1)).toMatchObject({ label: 'Size', key: 'size2' });
    expect(relabel(added, row, 'Budget').at(-1)?.key).toBe('budget');
  });

  it('leaves alone a name under which pages post already', () => {
    const row = fields[0]?.row ?? '';
    expect(relabel(fields, row, 'Your address')[0]).toMatchObject({ key: 'email', label: 'Your address' });
  });

  it('moves a row and holds it within the list', () => {
    const [first, second] = fields;
    expect(moveRow(fields, first?.row ?? '', 1)).toEqual([second, first]);
    expect(moveRow(fields, first?.row ?? '', 9)).toEqual([second, first]);
    expect(moveRow(fields, second?.row ?? '', -3)).toEqual([second, first]);
    expect(moveRow(fields, 'no row', 0)).toEqual(fields);
  });

  it('gives each new row and each new consent a name of its own', () => {
    const rows = addField(addField(fields)).map(({ row, key }) => `${row} ${key}`);
    expect(new Set(rows).size).toBe(4);
    expect(addConsent(addConsent([])).map(({ purpose }) => purpose)).toEqual(['newsletter', 'purpose_2']);
  });
});
