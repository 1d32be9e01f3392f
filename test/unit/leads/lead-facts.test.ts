import { describe, expect, it } from 'vitest';
import { factsOfLead } from '../../../lib/leads/lead-facts.ts';
import { aLead } from '../builders.ts';

describe('what scoring rules may look at of a lead', () => {
  it('is the company, and the country of the phone number beside that of the company', () => {
    const factOf = factsOfLead(
      aLead({ industry: 'Energy', employees: 1200, country: 'DE', phone: '+33 6 12 34 56 78' }),
    );
    expect(['industry', 'employees', 'country', 'phoneCountry'].map(factOf)).toEqual(['Energy', 1200, 'DE', 'FR']);
  });

  it('is nothing where nothing is known', () => {
    const factOf = factsOfLead(aLead({ phone: '030 123456' }));
    expect(['industry', 'employees', 'country', 'phoneCountry'].map(factOf)).toEqual(Array(4).fill(undefined));
  });
});
