import { describe, expect, it } from 'vitest';
import { changedFields, conflictsOf } from '../../../web/records/edit-conflict.ts';

const began = { firstName: 'Vera', company: 'Old name', phone: '' };

describe('an edit that somebody else overtook', () => {
  it('sends only what the person changed', () => {
    expect(changedFields(began, { ...began, company: 'My name' })).toEqual(['company']);
    expect(changedFields(began, began)).toEqual([]);
  });

  it('counts emptying a field as a change', () => {
    expect(changedFields(began, { ...began, firstName: '' })).toEqual(['firstName']);
  });

  it('conflicts where both changed the same field differently', () => {
    const conflicts = conflictsOf(began, { ...began, company: 'Their name' }, { ...began, company: 'My name' });
    expect(conflicts).toEqual([{ name: 'company', now: 'Their name' }]);
  });

  it('does not conflict where both wrote the same, or where only one of them wrote', () => {
    const same = { ...began, company: 'Same name' };
    expect(conflictsOf(began, same, same)).toEqual([]);
    expect(conflictsOf(began, { ...began, phone: '123' }, { ...began, company: 'My name' })).toEqual([]);
  });
});
