import { type CustomValue, readCustomValue } from '../fields/check-custom.ts';
import type { FieldDefinition } from '../fields/field-contract.ts';
import type { ColumnMapping } from './list-mapping.ts';
import { oneLine } from './one-line.ts';
import { readDate } from './read-date.ts';
import { isBlank, readBoolean, readNumber } from './read-value.ts';

/** What a cell holds for a field, nothing at all, or why it cannot be taken. */
export type Reading = { readonly value: CustomValue | undefined } | { readonly fault: string };
export type CustomReader = (cell: string) => Reading;

const NOTHING: Reading = { value: undefined };

/** The cell of a kind whose values are written in many ways, in the way that the field takes. */
const spelled = ({ kind }: FieldDefinition, { decimal, dateOrder }: ColumnMapping, cell: string): unknown => {
  switch (kind) {
    case 'number':
      return readNumber(cell, decimal);
    case 'boolean':
      return readBoolean(cell);
    case 'date':
      return readDate(cell, dateOrder);
    case 'url': {
      const url = cell.trim();
      // Lists name a site as people do: without its scheme.
      return /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:[:/?#]\S*)?$/u.test(url) ? `https://${url}` : url;
    }
    case 'long-text':
      return cell.replace(/\r\n?/g, '\n').replace(/(?!\n|\t)\p{Cc}/gu, ' ');
    default:
      return oneLine(cell);
  }
};

/** What a value must be, in words; texts are refused for their length alone (`readCustomValue`). */
const MUST_BE: Readonly<Record<FieldDefinition['kind'], string>> = {
  text: 'must be at most 400 characters',
  'long-text': 'must be at most 4000 characters',
  number: 'must be a number',
  date: 'must be a date',
  boolean: 'must be yes or no',
  choice: 'must be one of the options of the field',
  choices: 'must be options of the field',
  url: 'must be a web address',
};

const faultOf = (kind: FieldDefinition['kind'], { decimal, dateOrder }: ColumnMapping, cell: string): string => {
  if (kind === 'date' && !dateOrder && readDate(cell, 'dmy') !== undefined) {
    return 'could be two dates: choose the order of day and month for the column';
  }
  if (kind === 'number' && !decimal && readNumber(cell, '.') !== undefined) {
    return 'could be two numbers: choose the decimal sign for the column';
  }
  return MUST_BE[kind];
};

/** Options by their name in lower case: lists write them in any case. */
const choiceReader = (definition: FieldDefinition): CustomReader => {
  const options = new Map((definition.options ?? []).map((option) => [option.toLowerCase(), option]));
  const several = definition.kind === 'choices';
  return (cell) => {
    const whole = options.get(oneLine(cell).toLowerCase());
    if (whole !== undefined) return { value: several ? [whole] : whole };
    if (isBlank(cell)) return NOTHING;
    const parts = several ? cell.split(/[;,|\n]/).map((part) => oneLine(part).toLowerCase()) : [];
    const chosen = parts.filter((part) => part !== '').map((part) => options.get(part) ?? part);
    const value = chosen.length > 0 ? readCustomValue(definition, chosen) : undefined;
    return value === undefined ? { fault: MUST_BE[definition.kind] } : { value };
  };
};

/** The function that reads the cells of a column for a custom field. */
export const customReader = (definition: FieldDefinition, mapping: ColumnMapping): CustomReader => {
  if (definition.kind === 'choice' || definition.kind === 'choices') return choiceReader(definition);
  return (cell) => {
    if (isBlank(cell)) return NOTHING;
    const value = readCustomValue(definition, spelled(definition, mapping, cell));
    return value === undefined ? { fault: faultOf(definition.kind, mapping, cell) } : { value };
  };
};
