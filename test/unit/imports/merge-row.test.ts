import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGuess } from '../../../lib/enrichment/provenance.ts';
import { changesOf, mergeRow, policiesOf } from '../../../lib/imports/merge-row.ts';
import type { Told } from '../../../lib/imports/plan-row.ts';
import type { Lead } from '../../../lib/leads/lead-entity.ts';
import { leads } from '../arbitraries.ts';
import { aLead } from '../builders.ts';
import { aColumn, COLUMNS } from './an-import.ts';

const OPTIONS = { externalSystem: 'oldcrm' };
const POLICIES = ['never', 'if-blank', 'always'] as const;

const word = fc.stringMatching(/^[a-z]{1,6}$/);
const told: fc.Arbitrary<Told> = fc.record(
  {
    email: word.map((name) => `${name}@acme.example`),
    firstName: word,
    lastName: word,
    company: word,
    title: word,
    phone: word,
    externalId: word,
    ownerId: word,
    custom: fc.dictionary(fc.constantFrom('seats', 'plan'), word, { noNullPrototype: true }),
    tags: fc.array(word, { maxLength: 3 }),
  },
  { requiredKeys: [] },
);
const policy = fc.constantFrom(...POLICIES);

const allOf = (write: (typeof POLICIES)[number]) =>
  policiesOf([...COLUMNS, aColumn('custom.seats'), aColumn('custom.plan')].map((column) => ({ ...column, write })));

describe('what a row tells of a lead that exists', () => {
  const lead = aLead({ title: undefined, company: 'Acme', custom: { plan: 'pro' }, externalIds: { oldcrm: 'A1' } });
  const row: Told = { title: 'Head of Sales', company: 'Zenith', custom: { plan: 'free', seats: 3 }, externalId: 'B2' };

  it('fills what is blank, and no more, unless a column says otherwise', () => {
    expect(mergeRow(lead, row, allOf('if-blank'), OPTIONS)).toMatchObject({
      title: 'Head of Sales',
      company: 'Acme',
      custom: { plan: 'pro', seats: 3 },
      externalIds: { oldcrm: 'A1' },
    });
  });

  it('overwrites where a column says always', () => {
    expect(mergeRow(lead, row, allOf('always'), OPTIONS)).toMatchObject({
      title: 'Head of Sales',
      company: 'Zenith',
      custom: { plan: 'free', seats: 3 },
      externalIds: { oldcrm: 'B2' },
    });
  });

  it('takes the reason along with the owner, and leaves it where the owner stays', () => {
    const assigned = { ...lead, ownerId: 'rep-1', assignment: { decision: 'why', turn: 3 } };
    expect(mergeRow(assigned, { ownerId: 'rep-2' }, allOf('always'), OPTIONS).assignment).toBeUndefined();
    expect(mergeRow(assigned, { ownerId: 'rep-1' }, allOf('always'), OPTIONS).assignment).toEqual(assigned.assignment);
    expect(mergeRow(assigned, { ownerId: 'rep-2' }, allOf('if-blank'), OPTIONS).assignment).toEqual(
      assigned.assignment,
    );
  });

  it('is not written where a column says never', () => {
    expect(changesOf(lead, mergeRow(lead, row, allOf('never'), OPTIONS))).toEqual([]);
  });

  it('is not written where no column feeds the field', () => {
    const merged = mergeRow(lead, row, policiesOf([aColumn('company', { write: 'always' })]), OPTIONS);
    expect(changesOf(lead, merged)).toEqual([{ field: 'company', before: 'Acme', after: 'Zenith' }]);
  });

  it('keeps its ids of other systems', () => {
    const merged = mergeRow(lead, { externalId: 'Z9' }, allOf('always'), { externalSystem: 'salesforce' });
    expect(merged.externalIds).toEqual({ oldcrm: 'A1', salesforce: 'Z9' });
  });

  it('adds tags of the import and of the row once each, and takes none', () => {
    const tagged = aLead({ tags: ['warm', 'fair'] });
    const options = { ...OPTIONS, tags: ['fair', '2026'] };
    expect(mergeRow(tagged, { tags: ['vip', 'warm'] }, allOf('if-blank'), options).tags).toEqual([
      'warm',
      'fair',
      '2026',
      'vip',
    ]);
    expect(mergeRow(tagged, { tags: ['vip'] }, allOf('never'), options).tags).toEqual(['warm', 'fair', '2026']);
  });

  it('leaves the score to whoever writes the lead', () => {
    expect(mergeRow(lead, row, allOf('always'), OPTIONS).score).toBe(lead.score);
  });
});

describe('the policies of columns', () => {
  const writes = ({ firstName, lastName }: ReturnType<typeof aLead>) => [firstName, lastName];
  const row: Told = { firstName: 'Maria', lastName: 'Steen' };

  it('are those of a full name for both its parts', () => {
    const full = policiesOf([aColumn('fullName', { write: 'always' })]);
    expect(writes(mergeRow(aLead(), row, full, OPTIONS))).toEqual(['Maria', 'Steen']);
  });

  it.each([[['fullName', 'firstName']], [['firstName', 'fullName']]])(
    'are those of its own column for a part that has one, in the order %j too',
    (feeds) => {
      const columns = feeds.map((one) => aColumn(one, { write: one === 'fullName' ? 'always' : 'never' }));
      expect(writes(mergeRow(aLead(), row, policiesOf(columns), OPTIONS))).toEqual(['Mia', 'Steen']);
    },
  );
});

/** What follows from the fields of a lead. */
const FOLLOWING = ['score', 'reasons', 'candidate', 'atEntry'];

const unlessEmpty = <T extends object>(values: T | undefined): T | undefined =>
  values && Object.keys(values).length > 0 ? values : undefined;

/** A lead that has no custom fields, or no ids of other systems, may say so in two ways. */
const withoutNothing = (lead: Lead): Lead => ({
  ...lead,
  custom: unlessEmpty(lead.custom),
  externalIds: unlessEmpty(lead.externalIds),
});

describe('a merge', () => {
  it('says everything that it changed, and nothing else', () => {
    fc.assert(
      fc.property(leads, told, policy, (lead, row, write) => {
        const merged = mergeRow(lead, row, allOf(write), OPTIONS);
        const fields = new Set(changesOf(lead, merged).map(({ field }) => field.split('.')[0]));
        const kept = Object.keys(lead).filter((field) => !fields.has(field) && !FOLLOWING.includes(field));
        const picked = (one: object) => Object.entries(one).filter(([field]) => kept.includes(field));
        expect(Object.fromEntries(picked(merged))).toEqual(Object.fromEntries(picked(withoutNothing(lead))));
      }),
    );
  });

  it('done twice is the same as done once', () => {
    fc.assert(
      fc.property(leads, told, policy, (lead, row, write) => {
        const once = mergeRow(lead, row, allOf(write), OPTIONS);
        expect(mergeRow(once, row, allOf(write), OPTIONS)).toEqual(once);
        expect(changesOf(once, mergeRow(once, row, allOf(write), OPTIONS))).toEqual([]);
      }),
    );
  });

  it('never takes a value away', () => {
    fc.assert(
      fc.property(leads, told, policy, (lead, row, write) => {
        for (const { after } of changesOf(lead, mergeRow(lead, row, allOf(write), OPTIONS)))
          expect(after).not.toBeNull();
      }),
    );
  });

  it('loses to what is known, where the policy is to fill what is blank, but for what a provider said', () => {
    fc.assert(
      fc.property(leads, told, (lead, row) => {
        for (const { field, before } of changesOf(lead, mergeRow(lead, row, allOf('if-blank'), OPTIONS))) {
          if (field !== 'tags' && !isGuess(lead, field)) expect(before).toBeNull();
        }
      }),
    );
  });
});
