import { describe, expect, it } from 'vitest';
import { extrasAsTexts, extrasChange, ownChange, valueInWords } from '../../../web/fields/custom-text.ts';
import type { FieldDefinition } from '../../../web/fields/field-queries.ts';

const field = (key: string, kind: FieldDefinition['kind'], options?: string[]): FieldDefinition => ({
  key,
  label: key,
  kind,
  on: ['lead'],
  ...(options && { options }),
});
const definitions = [field('seats', 'number'), field('tools', 'choices', ['Excel', 'Paper']), field('renewal', 'date')];

describe('custom fields and tags in a form', () => {
  it('are texts, empty where there is no value', () => {
    const texts = extrasAsTexts(definitions, { custom: { seats: 40, tools: ['Excel', 'Paper'] }, tags: ['a', 'b'] });
    expect(texts).toEqual({
      'custom.seats': '40',
      'custom.tools': 'Excel; Paper',
      'custom.renewal': '',
      tags: 'a\nb',
    });
  });

  it('are sent only as far as they changed, lists as lists, and null where one was emptied', () => {
    const changed = { company: 'Acme', 'custom.tools': 'Paper', 'custom.seats': '' };
    expect(extrasChange(definitions, changed)).toEqual({ custom: { tools: ['Paper'], seats: null } });
    expect(extrasChange(definitions, { tags: '' })).toEqual({ tags: [] });
    expect(extrasChange(definitions, { company: 'Acme' })).toEqual({});
  });

  it('are kept apart from the fields that every record has', () => {
    expect(ownChange({ company: '', title: 'CEO', 'custom.seats': '4', tags: 'a' })).toEqual({
      company: null,
      title: 'CEO',
    });
  });

  it('are shown as people read them', () => {
    expect(valueInWords(field('agreed', 'boolean'), false)).toBe('No');
    expect(valueInWords(field('tools', 'choices'), ['Excel', 'Paper'])).toBe('Excel, Paper');
    expect(valueInWords(field('renewal', 'date'), '2030-03-09')).toMatch(/9.*2030/);
    expect(valueInWords(field('seats', 'number'), 0)).toBe('0');
  });
});
