import { describe, expect, it } from 'vitest';
import {
  type ChangingFacts,
  changingFeatures,
  customKeyOf,
  type EntryFacts,
  entryFeatures,
} from '../../../lib/learned-scoring/lead-features.ts';
import { readTitle } from '../../../lib/learned-scoring/title-words.ts';
import { NOW } from '../builders.ts';

const facts = (changes: Partial<ChangingFacts> = {}): ChangingFacts => ({
  domainKind: 'company',
  company: 'Acme',
  title: 'Head of Purchasing',
  phone: '+49 30 901820',
  phoneCountry: 'DE',
  ...changes,
});

const entry = (changes: Partial<EntryFacts> = {}): EntryFacts => ({
  source: 'form:demo',
  knownBefore: false,
  enteredAt: NOW,
  ...changes,
});

describe('the features of a lead that may change', () => {
  it('are a value for each thing that is known', () => {
    expect(changingFeatures(facts({ tags: ['guide'] }))).toEqual({
      address: 'company',
      company: 'named',
      seniority: 'director',
      department: 'purchasing',
      phone: 'given',
      'phone-country': 'DE',
      'tag:guide': 'yes',
    });
  });

  it('say what is missing where a lead could have told', () => {
    expect(changingFeatures({})).toEqual({
      address: 'none',
      company: 'none',
      seniority: 'none',
      phone: 'none',
    });
  });

  it('name neither the person nor the company', () => {
    const text = JSON.stringify(changingFeatures({ ...facts(), ...{ email: 'mia@acme.example', lastName: 'Stone' } }));
    for (const name of ['mia', 'Stone', 'Acme', 'acme', '901820']) expect(text).not.toContain(name);
  });

  it('have the choices, the ticks and the size of the numbers of custom fields', () => {
    const custom = { plan: 'Large Team', pets: ['Cat', 'dog'], trial: false, seats: 42, budget: -3, share: 0.5 };
    expect(changingFeatures(facts({ custom }))).toMatchObject({
      'custom.plan': 'large team',
      'custom.pets:cat': 'yes',
      'custom.pets:dog': 'yes',
      'custom.trial': 'no',
      'custom.seats': '10 to 100',
      'custom.budget': '-1 to -10',
      'custom.share': 'below 1',
    });
  });

  it('tell which custom field they are about', () => {
    expect(['custom.plan', 'custom.pets:cat', 'tag:custom', 'company'].map(customKeyOf)).toEqual([
      'plan',
      'pets',
      undefined,
      undefined,
    ]);
  });

  it('are few, however much was sent', () => {
    const many = Array.from({ length: 50 }, (_, index) => `tag ${index}`);
    expect(Object.keys(changingFeatures(facts({ tags: many, custom: { pets: many } }))).length).toBeLessThan(35);
  });
});

describe('the features of how a lead came in', () => {
  it('are its way, its campaign and its time', () => {
    expect(entryFeatures(entry({ medium: 'CPC', campaign: ' Spring Fair ', hasMessage: true }))).toEqual({
      source: 'form',
      form: 'demo',
      hours: '6 to 12',
      day: 'weekday',
      medium: 'cpc',
      campaign: 'spring fair',
      message: 'yes',
      'known-before': 'no',
    });
  });

  it('do not have the hour at which a file was imported or a rep typed', () => {
    expect(entryFeatures(entry({ source: 'import:123' }))).toEqual({ source: 'import', 'known-before': 'no' });
    expect(entryFeatures(entry({ source: 'rep', knownBefore: true }))).toEqual({
      source: 'rep',
      'known-before': 'yes',
    });
  });
});

describe('a job title', () => {
  it.each([
    ['CEO & Founder', 'chief', 'other'],
    ['Geschäftsführerin', 'chief', 'other'],
    ['VP, Sales', 'director', 'sales'],
    ['Leiter Einkauf', 'director', 'purchasing'],
    ['IT-Manager', 'manager', 'technology'],
    ['Responsable des achats', 'manager', 'purchasing'],
    ['Marketing Intern', 'learner', 'marketing'],
    ['CFO', 'chief', 'finance'],
    ['Assistant to the CEO', 'chief', 'other'],
    ['Tree surgeon', 'other', 'other'],
  ])('%s is read as %s, %s', (title, seniority, department) => {
    expect(readTitle(title)).toEqual({ seniority, department });
  });
});
