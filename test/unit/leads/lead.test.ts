import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../../../lib/ids.ts';
import { enteredAt, firstTouchOf, leadName, newLead, passGate, requireOpen, touched } from '../../../lib/leads/lead.ts';
import { LEAD_STATUSES } from '../../../lib/leads/lead-status.ts';
import { leads } from '../arbitraries.ts';
import { ADA, AT, aLead, aQualification, aQualifiedLead, aTouch, later, NOW, SCORING } from '../builders.ts';

describe('a new lead', () => {
  const fields = { email: 'mia@acme.example' };
  const common = { fields, source: 'rep', ownerId: undefined, submissionCount: 0, now: AT };

  it('founds its party, unless the person is known', () => {
    const id = newId(NOW);
    expect(newLead({ ...common, id }, SCORING).partyId).toBe(id);
    expect(newLead({ ...common, id, partyId: 'party-1' }, SCORING).partyId).toBe('party-1');
  });

  it('begins as new, in its first version, scored', () => {
    const lead = newLead({ ...common, id: newId(NOW) }, SCORING);
    expect(lead).toMatchObject({ status: 'new', version: 1, score: 40, candidate: false });
    expect(enteredAt(lead)).toBe(AT);
  });
});

describe('the name of a lead', () => {
  const nobody = { firstName: undefined, lastName: undefined, company: undefined, email: undefined, phone: undefined };

  it("is the person's, else the company's, else how they can be reached", () => {
    expect(leadName(aLead())).toBe('Mia Stone');
    expect(leadName(aLead({ firstName: undefined }))).toBe('Stone');
    expect(leadName(aLead({ ...nobody, company: 'Acme', email: 'a@b.example' }))).toBe('Acme');
    expect(leadName(aLead({ ...nobody, email: 'a@b.example', phone: '1' }))).toBe('a@b.example');
    expect(leadName(aLead({ ...nobody, phone: '1' }))).toBe('1');
    expect(leadName(aLead(nobody))).toBe('Unnamed lead');
  });
});

describe('a touch', () => {
  it('moves a new lead to working, and no other one', () => {
    for (const status of LEAD_STATUSES.filter((each) => each !== 'qualified')) {
      expect(touched(aLead({ status }), aTouch()).status).toBe(status === 'new' ? 'working' : status);
    }
  });

  it('never hides a newer one', () => {
    const lead = aLead({ lastTouch: aTouch({ at: later(1000) }) });
    expect(touched(lead, aTouch({ at: later(-1000), kind: 'email' })).lastTouch).toEqual(lead.lastTouch);
    expect(touched(lead, aTouch({ at: later(2000), kind: 'email' })).lastTouch?.kind).toBe('email');
  });

  it('is the first one that anybody made, kept apart once there is another', () => {
    const once = touched(aLead(), aTouch({ at: later(1000) }));
    expect([firstTouchOf(once), once.firstTouchAt]).toEqual([later(1000), undefined]);
    const twice = touched(once, aTouch({ at: later(5000), kind: 'email' }));
    expect([firstTouchOf(twice), twice.lastTouch?.at]).toEqual([later(1000), later(5000)]);
    expect(firstTouchOf(aLead())).toBeUndefined();
  });

  it('is the earliest, in whatever order touches are logged', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 10 }), { minLength: 1, maxLength: 6 }), (seconds) => {
        const times = seconds.map((second) => later(second * 1000));
        const lead = times.reduce((before, at) => touched(before, aTouch({ at })), aLead());
        expect(firstTouchOf(lead)).toBe(times.toSorted()[0]);
        expect(lead.lastTouch?.at).toBe(times.toSorted().at(-1));
      }),
    );
  });

  it('qualifies a lead whose answers were there before it', () => {
    const lead = aLead({ status: 'new', qualification: aQualification() });
    expect(touched(lead, aTouch()).status).toBe('qualified');
  });
});

describe('the gate', () => {
  const denied = aQualification({ budget: { answer: 'denied', by: ADA, at: AT } });

  it('qualifies a working lead once it passes', () => {
    const lead = aLead({ status: 'working', lastTouch: aTouch(), qualification: aQualification() });
    expect(passGate(lead).status).toBe('qualified');
  });

  it('sends a qualified lead back to working when an answer is taken back', () => {
    expect(passGate(aQualifiedLead({ qualification: denied })).status).toBe('working');
  });

  it('leaves a lead that rests or is closed where it is', () => {
    for (const status of ['nurturing', 'converted', 'disqualified'] as const) {
      expect(passGate(aQualifiedLead({ status })).status).toBe(status);
      expect(passGate(aQualifiedLead({ status, qualification: denied })).status).toBe(status);
    }
  });

  it('leaves a lead qualified exactly when it passes', () => {
    fc.assert(
      fc.property(leads, (lead) => {
        const passed = passGate(lead);
        if (passed.status === 'qualified') expect(passed.lastTouch).toBeDefined();
        expect(passGate(passed)).toEqual(passed);
      }),
    );
  });
});

describe('a closed lead', () => {
  it('can no longer be changed, and says what it is', () => {
    for (const status of ['converted', 'disqualified'] as const) {
      expect(() => requireOpen(aLead({ status }))).toThrow(
        expect.objectContaining({
          category: 'conflict',
          code: 'lead-closed',
          message: expect.stringContaining(status),
        }),
      );
    }
    for (const status of ['new', 'working', 'nurturing', 'qualified'] as const) {
      expect(() => requireOpen(aLead({ status }))).not.toThrow();
    }
  });
});
