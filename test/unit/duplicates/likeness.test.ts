import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likenessOf, likeTexts, type Traits, traitsOf } from '../../../lib/duplicates/likeness.ts';
import type { Lead } from '../../../lib/leads/lead-entity.ts';
import { leads } from '../arbitraries.ts';
import { aLead } from '../builders.ts';

const traits = (changes: Partial<Lead> = {}): Traits => {
  const found = traitsOf(
    aLead({ firstName: 'Mia', lastName: 'Stone', company: 'Acme', email: 'mia@acme.example', ...changes }),
  );
  if (!found) throw new Error('the lead is closed');
  return found;
};

const reasons = (one: Partial<Lead>, other: Partial<Lead>) => likenessOf(traits(one), traits(other))?.reasons;

describe('two leads are alike', () => {
  it('by name and domain, whatever the companies are called', () => {
    expect(reasons({}, { email: 'm.stone@acme.example', company: 'Other' })).toEqual(['same-name', 'same-domain']);
  });

  it('by a name that sounds the same, and the company', () => {
    expect(reasons({ email: undefined }, { email: 'mia@gmail.com', lastName: 'Stohn', company: 'ACME Ltd.' })).toEqual([
      'similar-name',
      'same-company',
    ]);
  });

  it('by a name, and a company that one of them is known by from the domain alone', () => {
    expect(reasons({ company: undefined }, { email: 'mia@gmail.com', company: 'Acme GmbH' })).toEqual([
      'same-name',
      'same-company',
    ]);
  });

  it('by a phone number, unless the names speak against it', () => {
    const phone = '+44 20 7946 0018';
    const elsewhere = { company: 'Else', email: 'x@else.example' };
    expect(
      reasons({ phone }, { ...elsewhere, phone: '+442079460018', firstName: undefined, lastName: undefined }),
    ).toEqual(['same-phone']);
    expect(reasons({ phone }, { ...elsewhere, phone })).toEqual(['same-phone', 'same-name']);
    expect(reasons({ phone }, { ...elsewhere, phone, firstName: 'Otto', lastName: 'Brand' })).toBeUndefined();
  });

  it('forgives a slip of the pen', () => {
    expect(reasons({ lastName: 'Stonebridge' }, { lastName: 'Stonebrigde', email: 'ms@acme.example' })).toContain(
      'similar-name',
    );
  });
});

describe('two leads are not alike', () => {
  it('by a name alone, or by a company alone', () => {
    expect(reasons({}, { email: 'mia@else.example', company: 'Else' })).toBeUndefined();
    expect(reasons({}, { firstName: 'Otto', lastName: 'Brand', email: 'otto@acme.example' })).toBeUndefined();
  });

  it('by a domain at which anybody has a mailbox', () => {
    const gmail = { company: undefined, email: 'a@gmail.com' };
    expect(reasons(gmail, { ...gmail, email: 'b@gmail.com' })).toBeUndefined();
  });

  it('when one of them is closed', () => {
    expect(traitsOf(aLead({ status: 'disqualified' }))).toBeUndefined();
  });
});

describe('likeness', () => {
  it('is the same from both sides, within 0 and 100, and whole for a lead and its copy that has a name and a place', () => {
    fc.assert(
      fc.property(leads, leads, (a, b) => {
        const [one, other] = [traitsOf({ ...a, status: 'new' }), traitsOf({ ...b, status: 'new' })];
        if (!one || !other) throw new Error('both are open');
        const likeness = likenessOf(one, other);
        expect(likenessOf(other, one)).toEqual(likeness);
        if (likeness) expect(likeness.score).toBeGreaterThan(0);
        if (likeness) expect(likeness.score).toBeLessThanOrEqual(100);
        if (likeTexts(one).length > 0) expect(likenessOf(one, one)?.reasons).toContain('same-name');
      }),
    );
  });
});

describe('what a lead is looked up by', () => {
  it('is one text where company and domain say the same, and two where they do not', () => {
    expect(likeTexts(traits())).toEqual(['acme m stn']);
    expect(likeTexts(traits({ company: 'Rocket' }))).toEqual(['rocket m stn', 'acme m stn']);
  });

  it('is nothing without a name, or without a place', () => {
    expect(likeTexts(traits({ firstName: undefined, lastName: undefined }))).toEqual([]);
    expect(likeTexts(traits({ company: undefined, email: 'mia@gmail.com' }))).toEqual([]);
  });
});
