import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { account } from '../../lib/accounts/account-contract.ts';
import { presentAccount } from '../../lib/accounts/present-account.ts';
import { timelineEntry } from '../../lib/activities/activity-contract.ts';
import { presentEntry, presentTimeline } from '../../lib/activities/present-timeline.ts';
import { timelineEntryEntity } from '../../lib/activities/timeline-entry-entity.ts';
import { contact } from '../../lib/contacts/contact-contract.ts';
import { presentContact } from '../../lib/contacts/present-contact.ts';
import { conversion } from '../../lib/conversion/conversion-contract.ts';
import { presentConversion } from '../../lib/conversion/present-conversion.ts';
import { lead, leadSummary } from '../../lib/leads/lead-contract.ts';
import { leadEntity } from '../../lib/leads/lead-entity.ts';
import { presentLead, presentLeadSummary } from '../../lib/leads/present-lead.ts';
import { opportunity } from '../../lib/opportunities/opportunity-contract.ts';
import { presentOpportunity } from '../../lib/opportunities/present-opportunity.ts';
import { submissionEntity } from '../../lib/submissions/submission-entity.ts';
import { presentUser } from '../../lib/users/present-user.ts';
import { user } from '../../lib/users/user-contract.ts';
import * as arbitrary from './arbitraries.ts';
import { AT, aLead, aSubmission, aTimelineEntry, SCORER } from './builders.ts';
import { memoryTable } from './memory-table.ts';

const undefinedIn = (value: unknown, path = ''): string[] => {
  if (value === undefined) return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => undefinedIn(part, `${path}.${name}`));
};

const SHOWN_BY = { today: SCORER, itsOwn: SCORER };

/** What is shown has every field of the contract and none besides: nothing is undefined, and parsing takes nothing away. */
const isWhole = (schema: z.ZodType, shown: unknown): void => {
  expect(undefinedIn(shown)).toEqual([]);
  expect(schema.parse(shown)).toEqual(shown);
};

describe('what the API shows is whole, whatever is known', () => {
  it('of a lead', () => {
    fc.assert(
      fc.property(arbitrary.leads, arbitrary.attributions, (record, attribution) => {
        isWhole(lead, presentLead(record, SHOWN_BY, {}));
        isWhole(lead, presentLead(record, SHOWN_BY, attribution));
        isWhole(leadSummary, presentLeadSummary(record, SCORER));
        if (record.conversion) isWhole(conversion, presentConversion(record.conversion));
      }),
    );
  });

  it('of an account', () => {
    fc.assert(fc.property(arbitrary.accounts, (record) => isWhole(account, presentAccount(record))));
  });

  it('of a contact', () => {
    fc.assert(fc.property(arbitrary.contacts, (record) => isWhole(contact, presentContact(record))));
  });

  it('of an opportunity', () => {
    fc.assert(fc.property(arbitrary.opportunities, (record) => isWhole(opportunity, presentOpportunity(record))));
  });

  it('of a timeline entry', () => {
    fc.assert(fc.property(arbitrary.timelineEntries, (record) => isWhole(timelineEntry, presentEntry(record))));
  });

  it('of a user', () => {
    fc.assert(fc.property(arbitrary.users, (record) => isWhole(user, presentUser(record))));
  });
});

describe('a lead as the API shows it', () => {
  it('has reasons whose points add up to its score, the weightiest first', () => {
    const { score, scoreReasons } = presentLead(aLead({ phone: '1' }), SHOWN_BY, {});
    expect(scoreReasons.reduce((sum, { points }) => sum + points, 0)).toBe(score);
    const weights = scoreReasons.map(({ points }) => Math.abs(points));
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    expect(scoreReasons.every(({ label }) => label !== '')).toBe(true);
  });

  it('says by which form it came, and what the address tells', () => {
    expect(presentLead(aLead(), SHOWN_BY, { first: { at: AT, parameters: { utm_source: 'news' } } })).toMatchObject({
      source: { kind: 'form', formId: 'demo', utm: { utm_source: 'news' } },
      emailDomain: 'acme.example',
      companyDomain: 'acme.example',
      freeMail: false,
      createdAt: AT,
    });
    expect(presentLead(aLead({ source: 'rep', email: 'mia@gmail.com' }), SHOWN_BY, {})).toMatchObject({
      source: { kind: 'rep', formId: null },
      emailDomain: 'gmail.com',
      companyDomain: null,
      freeMail: true,
    });
  });

  it('never shows the key under which it was converted', () => {
    const shown = presentConversion({
      leadId: 'l',
      accountId: 'a',
      contactId: 'c',
      accountCreated: true,
      at: AT,
      by: { id: 'u', name: 'Ada' },
      idempotencyKey: 'secret-key',
    });
    expect(JSON.stringify(shown)).not.toContain('secret-key');
  });
});

describe('a timeline as the API shows it', () => {
  it('begins with how the person came in, and has what they wrote in their forms', async () => {
    const submission = aSubmission({ fields: { email: 'mia@acme.example', message: 'Call me' } });
    const again = aSubmission({ fields: { email: 'mia@acme.example', message: 'Me again' } });
    const founder = aLead({ submissionId: submission.id });
    const signal = aTimelineEntry({ kind: 'signal', event: 'submission', submissionId: again.id, by: undefined });
    const table = memoryTable(submissionEntity.toItem(submission), submissionEntity.toItem(again));
    const shown = await presentTimeline(table, [timelineEntryEntity.toItem(signal), leadEntity.toItem(founder)]);
    expect(shown).toMatchObject([
      { kind: 'signal', text: 'Me again' },
      { id: founder.id, kind: 'signal', event: 'submission', subject: 'Demo form', text: 'Call me', at: AT },
    ]);
  });

  it('says of a lead that a rep entered that it was entered', async () => {
    const shown = await presentTimeline(memoryTable(), [leadEntity.toItem(aLead({ source: 'rep' }))]);
    expect(shown).toMatchObject([{ kind: 'system', event: 'lead-entered', subject: 'Mia Stone', text: null }]);
  });
});
