import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldDefinition } from '../../../lib/fields/field-contract.ts';
import { checkFormPost } from '../../../lib/forms/check-form-post.ts';
import { DEMO_FORM, type Form } from '../../../lib/forms/form.ts';
import { mapSubmission } from '../../../lib/intake/map-submission.ts';
import { processSubmission } from '../../../lib/intake/process-submission.ts';
import { leadEntity } from '../../../lib/leads/lead-entity.ts';
import { submissionEntity } from '../../../lib/submissions/submission-entity.ts';
import { AT, aSubmission } from '../builders.ts';
import { aField, aForm } from '../forms/a-form.ts';
import { memoryTable } from '../memory-table.ts';
import { anIntake } from './an-intake.ts';

const SEATS: FieldDefinition = { key: 'seats', label: 'Seats', kind: 'number', on: ['lead'] };
const INDUSTRY: FieldDefinition = { key: 'industry', label: 'Industry', kind: 'text', on: ['account'] };

const form: Form = aForm({
  fields: [
    { key: 'work_mail', label: 'E-mail', kind: 'email', required: true, feeds: 'email' },
    aField({ key: 'who', feeds: 'lastName' }),
    aField({ key: 'what', feeds: 'message' }),
    aField({ key: 'how_many', feeds: 'custom.seats' }),
    aField({ key: 'branch', feeds: 'custom.industry' }),
    aField({ key: 'email' }),
    aField({ key: 'note' }),
  ],
  defaults: { tags: ['guide'] },
});

const told = (fields: Record<string, string>) => mapSubmission(form, [SEATS, INDUSTRY], aSubmission({ fields }));

describe('what a submission says of a person', () => {
  it('is what the form maps, under whatever names it asks for it', () => {
    const fields = { work_mail: ' Mia@ACME.example', who: 'Stone', what: 'Call me', how_many: '40', note: 'x' };
    expect(told(fields)).toEqual({
      fields: { email: 'mia@acme.example', lastName: 'Stone' },
      hasMessage: true,
      custom: { seats: 40 },
      tags: ['guide'],
    });
  });

  it('has the company’s country by its code and its size as a number, where they can be read', () => {
    const asking = aForm({
      fields: [
        aField({ key: 'branch', feeds: 'industry' }),
        aField({ key: 'size', feeds: 'employees' }),
        aField({ key: 'land', feeds: 'country' }),
      ],
    });
    const read = (fields: Record<string, string>) => mapSubmission(asking, [], aSubmission({ fields })).fields;
    expect(read({ branch: 'Energy', size: '1,200', land: 'Deutschland' })).toMatchObject({
      industry: 'Energy',
      employees: 1200,
      country: 'DE',
    });
    expect(read({ size: '11-50', land: 'Atlantis' })).toMatchObject({ employees: undefined, country: undefined });
  });

  it('has no custom value that leads have not, or that no longer fits', () => {
    expect(told({ work_mail: 'a@b.example', how_many: 'many', branch: 'Tools' }).custom).toEqual({});
    expect(mapSubmission(form, [], aSubmission({ fields: { how_many: '40' } })).custom).toEqual({});
  });

  it('is nothing of a field that has the name of one of ours and is not mapped', () => {
    const { fields } = told({ work_mail: 'mia@acme.example', email: 'other@evil.example' });
    expect(fields.email).toBe('mia@acme.example');
    expect(told({ lastName: 'Evil', company: 'Evil', status: 'converted' }).fields).toMatchObject({
      lastName: undefined,
      company: undefined,
    });
  });
});

describe('a post, whatever it holds', () => {
  /** Names of everything that a lead has inside, and more. */
  const inside = fc.constantFrom(
    ...[
      'id',
      'partyId',
      'status',
      'candidate',
      'score',
      'reasons',
      'source',
      'ownerId',
      'custom',
      'tags',
      'version',
      'pk',
    ],
    ...[
      'submissionId',
      'submissionCount',
      'createdBy',
      'conversion',
      'qualification',
      'lastTouch',
      'listKey',
      '__proto__',
    ],
    ...['custom.seats', 'fields', 'extra', 'state', 'leadId', 'consents', 'suspicions', 'type', 'v', 'expiresAt'],
  );
  const values = fc.oneof(fc.jsonValue(), fc.constantFrom('converted', '100', 'true', 'EVIL'));

  it('makes the same lead as the fields of the form alone would: nothing else reaches it', async () => {
    const leadFrom = async (posted: Record<string, unknown>) => {
      const { fields, extra } = checkFormPost(DEMO_FORM, posted, AT);
      const submission = aSubmission({ id: '01KJQZ8M9G0000000000000000', fields, extra });
      const table = memoryTable(submissionEntity.toItem(submission));
      await processSubmission(anIntake(table).intake, submission.id);
      const [lead] = table.ofType('lead').map(leadEntity.fromItem);
      return lead && { ...lead, id: '', partyId: '' };
    };
    const own = { email: 'mia@acme.example', firstName: 'Mia' };
    const plain = await leadFrom(own);
    await fc.assert(
      fc.asyncProperty(fc.dictionary(inside, values), async (posted) => {
        expect(await leadFrom({ ...posted, ...own })).toEqual(plain);
      }),
    );
  });
});
