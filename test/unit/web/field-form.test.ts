import { describe, expect, it } from 'vitest';
import { definitionOf, ITSELF, keyOf, withField, withoutField } from '../../../web/fields/field-form.ts';

const typed = (texts: Record<string, string>) => new Map(Object.entries(texts));

describe('the form of a custom field', () => {
  it('makes a key of the label when none is typed', () => {
    expect(keyOf('Team size?')).toBe('team_size');
    expect(definitionOf(typed({ label: 'Team size?', kind: 'number', 'on.lead': 'on' }), undefined)).toEqual({
      key: 'team_size',
      label: 'Team size?',
      kind: 'number',
      on: ['lead'],
    });
  });

  it('keeps the key of one that exists, whatever its label becomes', () => {
    expect(definitionOf(typed({ label: 'Heads', kind: 'number', 'on.lead': 'on' }), 'team_size').key).toBe('team_size');
  });

  it('sends a list of values with a choice alone, each once', () => {
    const texts = { label: 'Tool', options: 'Excel\n\n Excel \nPaper', 'on.lead': 'on' };
    expect(definitionOf(typed({ ...texts, kind: 'choice' }), undefined).options).toEqual(['Excel', 'Paper']);
    expect(definitionOf(typed({ ...texts, kind: 'text' }), undefined).options).toBeUndefined();
  });

  it('takes a lead’s value to the same field or to another, and only a lead’s', () => {
    const texts = {
      label: 'Size',
      kind: 'number',
      'on.account': 'on',
      'convertsTo.account': ITSELF,
      'convertsTo.contact': 'heads',
    };
    expect(definitionOf(typed({ ...texts, 'on.lead': 'on' }), undefined).convertsTo).toEqual({
      account: 'size',
      contact: 'heads',
    });
    expect(definitionOf(typed(texts), undefined).convertsTo).toBeUndefined();
  });
});

describe('the list of custom fields', () => {
  const size = { key: 'size', label: 'Size', kind: 'number', on: ['lead'], convertsTo: { account: 'heads' } } as const;
  const heads = { key: 'heads', label: 'Heads', kind: 'number', on: ['account'] } as const;
  const fields = [
    { ...size, on: [...size.on] },
    { ...heads, on: [...heads.on] },
  ];

  it('puts a changed field in its place and a new one behind the others', () => {
    const changed = { ...fields[0], label: 'How many', key: 'size', kind: 'number' as const, on: ['lead' as const] };
    expect(withField(fields, changed, 'size').map(({ label }) => label)).toEqual(['How many', 'Heads']);
    expect(withField(fields, changed, undefined)).toHaveLength(3);
  });

  it('points no field at one that is taken away', () => {
    expect(withoutField(fields, 'heads')).toEqual([{ key: 'size', label: 'Size', kind: 'number', on: ['lead'] }]);
  });
});
