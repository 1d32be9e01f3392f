import type { FieldDefinition } from '../fields/field-contract.ts';
import { foldHeader, meaningOf } from './header-words.ts';
import {
  type ColumnMapping,
  customKeyOf,
  customTarget,
  type DateOrder,
  type Decimal,
  isTarget,
  type Target,
} from './list-mapping.ts';
import { type Preset, presetFor } from './presets.ts';
import { isBlank } from './read-value.ts';
import { contradicts, dateOrderOf, decimalOf, targetByValues } from './sample-values.ts';

/** What a column is taken to feed, and what it was told by. */
export interface ProposedColumn extends ColumnMapping {
  readonly header: string;
  readonly feeds: string | null;
  readonly by: 'preset' | 'header' | 'values' | null;
  readonly dateOrder?: DateOrder;
  readonly decimal?: Decimal;
}

export interface ProposedMapping {
  /** The system whose export the list is, by which its ids are kept apart; null for none that is known. */
  readonly preset: string | null;
  readonly columns: ProposedColumn[];
}

/** What a column may feed; the lowest rank of all columns for a field is taken. */
interface Offer {
  readonly column: number;
  readonly feeds: string;
  readonly by: 'preset' | 'header' | 'values';
  readonly rank: number;
}

// What tells more is asked first: a field of one's own with the very name, then the other system's names, words, and values.
const BY_CUSTOM = 0;
const BY_PRESET = 1000;
const BY_WORD = 2000;
const BY_VALUES = 3000;

const customOffer = (header: string, column: number, definitions: readonly FieldDefinition[]): Offer[] => {
  const folded = foldHeader(header);
  const definition = definitions.find(
    ({ key, label, on }) => on.includes('lead') && (foldHeader(label) === folded || foldHeader(key) === folded),
  );
  return definition && folded !== ''
    ? [{ column, feeds: customTarget(definition.key), by: 'header', rank: BY_CUSTOM }]
    : [];
};

const presetOffers = (header: string, column: number, preset: Preset | undefined): Offer[] => {
  const name = header.trim().toLowerCase();
  return Object.entries(preset?.columns ?? {}).flatMap(([feeds, names]): Offer[] => {
    const rank = names.indexOf(name);
    return rank < 0 ? [] : [{ column, feeds, by: 'preset', rank: BY_PRESET + rank }];
  });
};

const wordOffer = (header: string, column: number, nameFeeds: Target | undefined): Offer[] => {
  const meaning = meaningOf(header);
  if (!meaning) return [];
  const feeds = meaning.target === 'name' ? nameFeeds : meaning.target;
  return feeds ? [{ column, feeds, by: 'header', rank: BY_WORD + meaning.rank }] : [];
};

/** What a column called just "name" holds: the half of the name that no other column has, or all of it. */
const nameTarget = (headers: readonly string[]): Target | undefined => {
  const targets = new Set(headers.map((header) => meaningOf(header)?.target));
  const [first, last] = [targets.has('firstName'), targets.has('lastName')];
  if (first !== last) return first ? 'lastName' : 'firstName';
  return first || targets.has('fullName') ? undefined : 'fullName';
};

const valueOffer = (values: readonly string[], column: number): Offer[] => {
  const feeds = targetByValues(values);
  return feeds ? [{ column, feeds, by: 'values', rank: BY_VALUES }] : [];
};

/** One column for a field and one field for a column, the best offers first. */
const settle = (offers: readonly Offer[]): Map<number, Offer> => {
  const settled = new Map<number, Offer>();
  const fed = new Set<string>();
  for (const offer of offers.toSorted((one, other) => one.rank - other.rank || one.column - other.column)) {
    if (settled.has(offer.column) || fed.has(offer.feeds)) continue;
    settled.set(offer.column, offer);
    fed.add(offer.feeds);
  }
  return settled;
};

/** How the dates or numbers of a column for a custom field are written, where its values show it. */
const spelling = (
  feeds: string,
  values: readonly string[],
  definitions: readonly FieldDefinition[],
): Pick<ProposedColumn, 'dateOrder' | 'decimal'> => {
  const kind = definitions.find(({ key }) => key === customKeyOf(feeds))?.kind;
  const dateOrder = kind === 'date' ? dateOrderOf(values) : undefined;
  const decimal = kind === 'number' ? decimalOf(values) : undefined;
  return { ...(dateOrder && { dateOrder }), ...(decimal && { decimal }) };
};

/**
 * What each column of a list most likely feeds, by its header, the system that it comes from and the first rows (`samples`, cells in the order of the
 * headers). A field is fed by one column; a column that nothing speaks for feeds none.
 */
export const proposeMapping = (
  headers: readonly string[],
  samples: readonly (readonly string[])[],
  definitions: readonly FieldDefinition[],
): ProposedMapping => {
  const preset = presetFor(headers);
  const nameFeeds = nameTarget(headers);
  const valuesOf = (column: number) => samples.map((cells) => cells[column] ?? '').filter((cell) => !isBlank(cell));
  const offers = headers.flatMap((header, column) => {
    const values = valuesOf(column);
    const told = [
      ...customOffer(header, column, definitions),
      ...presetOffers(header, column, preset),
      ...wordOffer(header, column, nameFeeds),
      ...valueOffer(values, column),
    ];
    return told.filter(({ feeds }) => !isTarget(feeds) || !contradicts(feeds, values));
  });
  const settled = settle(offers);
  const columns = headers.map((header, column): ProposedColumn => {
    const offer = settled.get(column);
    if (!offer) return { header, feeds: null, by: null };
    return { header, feeds: offer.feeds, by: offer.by, ...spelling(offer.feeds, valuesOf(column), definitions) };
  });
  return { preset: preset?.name ?? null, columns: withoutDoubleNames(columns) };
};

/** Where first and last name have columns of their own, a column with both says nothing more. */
const withoutDoubleNames = (columns: ProposedColumn[]): ProposedColumn[] => {
  const fed = new Set(columns.map(({ feeds }) => feeds));
  if (!fed.has('firstName') || !fed.has('lastName')) return columns;
  return columns.map((column) =>
    column.feeds === 'fullName' ? { header: column.header, feeds: null, by: null } : column,
  );
};
