import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATTRIBUTION_PARAMETERS, isAttribution, readAttribution } from '../../../lib/attribution/attribution.ts';
import { leadEntity } from '../../../lib/leads/lead-entity.ts';
import { showLead } from '../../../lib/leads/show-lead.ts';
import { submissionEntity } from '../../../lib/submissions/submission-entity.ts';
import { AT, aLead, aSubmission, later, MINUTE, NOW, SCORERS } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const NOWHERE = { referrer: undefined, landingPage: undefined };

const addressOf = (referrer: unknown): string | undefined =>
  readAttribution({}, { referrer, landingPage: undefined }, AT)?.referrer;

describe('where a visitor came from', () => {
  it('is told by the parameters of the list and by no others', () => {
    const posted = {
      utm_source: ' news ',
      gclid: 'g',
      utm_evil: 'x',
      UTM_MEDIUM: 'x',
      email: 'mia@acme.example',
      token: 's',
    };
    expect(readAttribution(posted, NOWHERE, AT)).toEqual({ at: AT, parameters: { utm_source: 'news', gclid: 'g' } });
    expect(ATTRIBUTION_PARAMETERS.every(isAttribution)).toBe(true);
    expect(['utm_evil', 'UTM_SOURCE', '', 'constructor'].some(isAttribution)).toBe(false);
  });

  it('is nothing when a post says nothing of it', () => {
    expect(readAttribution({ email: 'a', utm_source: '  ', gclid: 7, fbclid: ['a'] }, NOWHERE, AT)).toBeUndefined();
    expect(readAttribution({}, { referrer: 'no address', landingPage: '' }, AT)).toBeUndefined();
  });

  it('is an address without its query and fragment, where other people keep what is private', () => {
    expect(addressOf('https://user:pass@a.example:8443/p/q?email=mia@acme.example#x')).toBe(
      'https://a.example:8443/p/q',
    );
    expect(addressOf('http://a.example')).toBe('http://a.example/');
    for (const odd of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'android-app://x',
      '/p',
      7,
      null,
    ]) {
      expect(addressOf(odd), String(odd)).toBeUndefined();
    }
  });

  it('is bounded and clean, whatever is posted', () => {
    const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 600 }), fc.webUrl(), fc.jsonValue());
    const posts = fc.dictionary(fc.constantFrom(...ATTRIBUTION_PARAMETERS, 'other', '__proto__'), anything);
    fc.assert(
      fc.property(posts, anything, anything, (posted, referrer, landingPage) => {
        const read = readAttribution(posted, { referrer, landingPage }, AT);
        if (!read) return;
        expect(Object.keys(read.parameters).every(isAttribution)).toBe(true);
        const kept = [...Object.values(read.parameters), read.referrer, read.landingPage].filter(
          (one) => one !== undefined,
        );
        for (const text of kept) {
          expect(text.length).toBeLessThanOrEqual(200);
          expect(text.isWellFormed()).toBe(true);
          expect(text).not.toMatch(/\p{Cc}/u);
        }
      }),
    );
  });
});

describe('first and last touch of a lead', () => {
  const from = (utm_source: string, at: string) => ({ at, parameters: { utm_source } });

  it('are read from its first and its last submission, and kept apart', async () => {
    const first = aSubmission({ attribution: from('news', AT) });
    const last = aSubmission({ attribution: from('fair', later(MINUTE)) });
    const lead = aLead({ submissionId: first.id, lastSubmissionId: last.id });
    const table = memoryTable(...[first, last].map(submissionEntity.toItem), leadEntity.toItem(lead));
    expect((await showLead({ table, scorers: SCORERS, now: () => NOW }, lead)).attribution).toEqual({
      first: first.attribution,
      last: last.attribution,
    });
  });

  it('are the same while there is one submission', async () => {
    const only = aSubmission({ attribution: from('news', AT) });
    const lead = aLead({ submissionId: only.id });
    const shown = await showLead(
      { table: memoryTable(submissionEntity.toItem(only)), scorers: SCORERS, now: () => NOW },
      lead,
    );
    expect(shown.attribution).toEqual({ first: only.attribution, last: only.attribution });
  });

  it('are unknown of a lead that a rep entered', async () => {
    const lead = aLead({ source: 'rep' });
    expect((await showLead({ table: memoryTable(), scorers: SCORERS, now: () => NOW }, lead)).attribution).toEqual({
      first: null,
      last: null,
    });
  });
});
