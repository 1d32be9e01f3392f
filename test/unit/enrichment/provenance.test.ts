import { describe, expect, it } from 'vitest';
import { filled, originWithCasing, tracedChange } from '../../../lib/enrichment/provenance.ts';
import { newId } from '../../../lib/ids.ts';
import { feedFields, newLead } from '../../../lib/leads/lead.ts';
import { leadEntity } from '../../../lib/leads/lead-entity.ts';
import { getLead } from '../../../lib/leads/lead-repository.ts';
import { updateLead } from '../../../lib/leads/update-lead.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import { ADA, AT, aDesk, aLead, aUser, NOW, SCORING } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const FORM = { by: 'form:demo', at: NOW };
const told = (fields: Parameters<typeof feedFields>[1]['fields'], custom = {}) => ({
  fields,
  custom,
  hasMessage: false,
  tags: [],
});
const aNewLead = (fields: Parameters<typeof newLead>[0]['fields'], source = 'form:demo') =>
  newLead({ id: newId(NOW), fields, source, ownerId: undefined, submissionCount: 0, now: AT }, SCORING);

describe('what came with a lead', () => {
  it('needs no note', () => {
    expect(aNewLead({ firstName: 'Mia', company: 'Acme' })).not.toHaveProperty('provenance');
  });

  it('is noted where names were cased, which never happens to what a rep types', () => {
    expect(aNewLead({ firstName: 'MIA', lastName: 'van der Berg' })).toMatchObject({
      firstName: 'Mia',
      provenance: { firstName: { cased: true } },
    });
    const typed = aNewLead({ firstName: 'MIA' }, 'rep');
    expect(typed.firstName).toBe('MIA');
    expect(typed).not.toHaveProperty('provenance');
  });
});

describe('what a form tells later', () => {
  it('fills what is blank, in the name of the form', () => {
    const fed = feedFields(aLead({ lastName: undefined }), told({ lastName: 'STONE', company: 'Other' }), FORM);
    expect(fed).toMatchObject({ lastName: 'Stone', company: 'Acme' });
    expect(fed.provenance).toEqual({ lastName: { ...FORM, cased: true } });
  });

  it('takes the place of what a provider said, and of nothing else', () => {
    const lead = aLead({
      industry: 'Retail',
      country: 'DE',
      custom: { seats: 5 },
      provenance: {
        industry: { by: 'provider:sample', at: 1, confidence: 0.8 },
        country: { by: 'rep:user-ada', at: 1 },
        'custom.seats': { by: 'provider:sample', at: 1, confidence: 0.8 },
      },
    });
    const fed = feedFields(lead, told({ industry: 'Energy', country: 'US' }, { seats: 9 }), FORM);
    expect(fed).toMatchObject({ industry: 'Energy', country: 'DE', custom: { seats: 9 } });
    expect(fed.provenance).toEqual({ ...lead.provenance, industry: FORM, 'custom.seats': FORM });
    expect(feedFields(lead, told({}), FORM)).toMatchObject({ industry: 'Retail', custom: { seats: 5 } });
  });
});

describe('what a rep changes', () => {
  it('is theirs from then on, also where they empty it', async () => {
    const lead = aLead({ company: 'Acme', title: 'CEO' });
    const table = memoryTable(leadEntity.toItem(lead), userEntity.toItem(aUser()));
    await updateLead(aDesk(table), lead.id, lead.version, { company: 'Acme AG', title: undefined, employees: 40 });
    const changed = await getLead(table, lead.id);
    const origin = { by: `rep:${ADA.id}`, at: NOW };
    expect(changed.provenance).toEqual({ company: origin, title: origin, employees: origin });
    expect(changed.title).toBeUndefined();
  });
});

describe('a traced change', () => {
  it('leaves the note of what stays', () => {
    const before = { company: 'Acme', title: 'CEO', provenance: { company: { by: 'import:1', at: 1 } } };
    const origin = originWithCasing(FORM, ['firstName']);
    expect(tracedChange(before, before, origin)).toBe(before.provenance);
    expect(tracedChange(before, { ...before, title: 'CTO', firstName: 'Mia' }, origin)).toEqual({
      ...before.provenance,
      title: FORM,
      firstName: { ...FORM, cased: true },
    });
  });

  it('keeps what is known where nothing is told', () => {
    const guessed = { provenance: { company: { by: 'provider:sample' } } };
    expect(filled(guessed, 'company', 'Acme', undefined)).toBe('Acme');
    expect(filled(guessed, 'company', 'Acme', 'Acme AG')).toBe('Acme AG');
    expect(filled({}, 'company', 'Acme', 'Acme AG')).toBe('Acme');
    expect(filled({}, 'company', undefined, 'Acme AG')).toBe('Acme AG');
  });
});
