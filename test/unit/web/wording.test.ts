import { describe, expect, it } from 'vitest';
import { eventWords } from '../../../web/activities/event-words.ts';
import { viewOf } from '../../../web/leads/lead-views.ts';
import { englishAmong } from '../../../web/wording/locale.ts';

describe('the timeline', () => {
  it('tells known events in a sentence', () => {
    expect(eventWords({ event: 'submission', subject: 'demo' })).toBe('Filled in the form “demo”');
    expect(eventWords({ event: 'stage-changed', subject: 'Proposal' })).toBe('Moved to Proposal');
  });

  it('tells of a list by its name where it is known', () => {
    expect(eventWords({ event: 'lead-reassigned', subject: 'Ben' })).toBe(
      'Went on to Ben, because nobody had answered in time',
    );
    expect(eventWords({ event: 'lead-imported', subject: 'fair.csv' })).toBe('On the list “fair.csv”');
    expect(eventWords({ event: 'lead-imported', subject: null })).toBe('Came in with a list');
  });

  it('tells an event that it does not know by its code', () => {
    expect(eventWords({ event: 'lead-merged', subject: 'Vera' })).toBe('Lead merged: Vera');
    expect(eventWords({ event: 'lead-merged', subject: null })).toBe('Lead merged');
    expect(eventWords({ event: null, subject: null })).toBe('Something happened');
  });
});

describe('the language of dates and figures', () => {
  it('is the first English one that the browser names', () => {
    expect(englishAmong(['de-DE', 'en-US', 'en-GB'])).toBe('en-US');
  });

  it('is British English when the browser names none, or none that is valid', () => {
    expect(englishAmong(['de-DE'])).toBe('en-GB');
    expect(englishAmong(['en-US@posix'])).toBe('en-GB');
  });
});

describe('the view of the lead list', () => {
  it('is the one in the address, or candidates', () => {
    expect(viewOf('mine')).toBe('mine');
    expect(viewOf(undefined)).toBe('candidates');
    expect(viewOf('nonsense')).toBe('candidates');
  });
});
