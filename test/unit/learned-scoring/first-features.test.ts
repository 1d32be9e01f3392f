import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedFields, signalled } from '../../../lib/leads/lead.ts';
import type { Lead } from '../../../lib/leads/lead-entity.ts';
import { firstFeatures, keepFirst } from '../../../lib/learned-scoring/first-features.ts';
import { AT, aLead, aQualification, aTouch, NOW } from '../builders.ts';

const FIELDS = [
  { key: 'plan', label: 'Plan', kind: 'choice' as const, options: ['Small', 'Large'], on: ['lead' as const] },
  { key: 'pets', label: 'Pets', kind: 'choices' as const, options: ['Cat', 'Dog'], on: ['lead' as const] },
  { key: 'seats', label: 'Seats', kind: 'number' as const, on: ['lead' as const] },
  { key: 'note', label: 'Note', kind: 'text' as const, on: ['lead' as const] },
];

const featuresOf = (lead: Lead) => firstFeatures(lead, undefined, FIELDS);

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const changes: fc.Arbitrary<Partial<Lead>> = fc.record(
  {
    email: maybe(fc.constantFrom('mia@acme.example', 'mia@gmail.com', 'mia@mailinator.com')),
    company: maybe(fc.constantFrom('Acme', 'Bolt', ' ')),
    title: maybe(fc.constantFrom('CEO', 'Head of IT', 'Gardener')),
    phone: maybe(fc.constantFrom('+49 30 901820', '+44 20 7946 0018', '030 901820')),
    submissionCount: fc.nat({ max: 9 }),
    tags: maybe(fc.uniqueArray(fc.constantFrom('fair', 'guide', 'a:b'), { minLength: 1 })),
    custom: maybe(
      fc.record(
        {
          plan: fc.constantFrom('Small', 'Large'),
          pets: fc.subarray(['Cat', 'Dog'], { minLength: 1 }),
          seats: fc.integer({ min: -5, max: 5000 }),
          note: fc.constantFrom('one', 'two'),
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: [] },
);

describe('what was known of a lead when it came in', () => {
  it('stays the same however often and whatever is changed later', () => {
    fc.assert(
      fc.property(changes, fc.array(changes, { maxLength: 6 }), (first, edits) => {
        const lead = aLead(first);
        let last = lead;
        for (const edit of edits) last = keepFirst(last, { ...last, ...edit });
        expect(featuresOf(last)).toEqual(featuresOf(lead));
      }),
    );
  });

  it('is told from the lead alone while nothing of it changed', () => {
    const lead = aLead();
    const worked: Lead = { ...lead, status: 'working', lastTouch: aTouch(), ownerId: 'user-ben', updatedAt: AT };
    expect(keepFirst(lead, worked)).toBe(worked);
    expect(keepFirst(lead, { ...lead, company: 'Acme Ltd' })).not.toHaveProperty('atEntry');
  });

  it('costs a lead only the features that changed, in a few bytes', () => {
    const lead = aLead({ company: undefined });
    const { atEntry } = keepFirst(lead, { ...lead, company: 'Acme', phone: '+49 30 901820' });
    expect(atEntry).toEqual({ company: 'none', phone: 'none', 'phone-country': '' });
    expect(JSON.stringify(atEntry).length).toBeLessThan(70);
  });

  it('is the same whatever became of the lead', () => {
    const lead = aLead();
    const later: Lead = {
      ...lead,
      status: 'converted',
      ownerId: 'user-best-seller',
      score: 99,
      candidate: true,
      submissionCount: 7,
      lastTouch: aTouch(),
      qualification: aQualification(),
    };
    expect(featuresOf(later)).toEqual(featuresOf(lead));
  });

  it('does not have what a later form fills in', () => {
    const lead = aLead({ company: undefined });
    const told = signalled(lead, { at: NOW + 1, form: 'demo', message: true });
    const said = {
      fields: { company: 'Acme', title: 'CEO' },
      custom: { plan: 'Large' },
      tags: ['fair'],
    };
    const fed = feedFields(told, said, { by: 'form:demo', at: NOW + 1 });
    expect(fed).toMatchObject({ company: 'Acme', title: 'CEO' });
    expect(featuresOf(fed)).toEqual(featuresOf(lead));
  });

  it('has the campaign of the first submission, and of custom fields what comes again', () => {
    const custom = { plan: 'Large', pets: ['Cat'], seats: 40, note: 'Call Mia', gone: 'unknown field' };
    const attribution = { at: AT, parameters: { utm_medium: 'cpc', utm_campaign: 'Fair' } };
    const features = firstFeatures(aLead({ custom }), attribution, FIELDS);
    expect(features).toMatchObject({
      medium: 'cpc',
      campaign: 'fair',
      'custom.plan': 'large',
      'custom.pets:cat': 'yes',
      'custom.seats': '10 to 100',
    });
    expect(JSON.stringify(features)).not.toMatch(/mia|unknown/i);
  });

  it('knows of a message while the lead has the signal of the post that made it', () => {
    const post = { at: NOW, form: 'demo' };
    expect(featuresOf(aLead())).toMatchObject({ message: 'no' });
    expect(featuresOf(aLead({ signals: [{ ...post, message: true }] }))).toMatchObject({ message: 'yes' });
    for (const signals of [undefined, [{ ...post, at: NOW + 1 }], [{ at: NOW, reply: true as const }]])
      expect(featuresOf(aLead({ signals }))).not.toHaveProperty('message');
  });

  it('says that the person was known before', () => {
    expect(featuresOf(aLead())).toMatchObject({ 'known-before': 'no' });
    expect(featuresOf(aLead({ partyId: aLead().id }))).toMatchObject({ 'known-before': 'yes' });
  });
});
