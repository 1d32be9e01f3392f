import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkGate, GATE, QUESTION_LIST, type Qualification } from '../../../lib/qualification/qualification.ts';
import { ANSWERS } from '../../../lib/qualification/qualification-contract.ts';
import { ADA, AT, aQualification } from '../builders.ts';

const answer = fc.constantFrom(...ANSWERS).map((given) => ({ answer: given, by: ADA, at: AT }));
const checklist: fc.Arbitrary<Qualification> = fc.record(
  { fit: answer, need: answer, timing: answer, budget: answer, authority: answer },
  { requiredKeys: [] },
);

describe('the qualification gate', () => {
  it('passes with a touch and fit, need and budget confirmed', () => {
    expect(checkGate(true, aQualification())).toEqual({ passed: true, missing: [] });
  });

  it('asks for a touch', () => {
    expect(checkGate(false, aQualification())).toEqual({ passed: false, missing: ['touch'] });
  });

  it('names everything that is missing before anything is known', () => {
    expect(checkGate(false, undefined)).toEqual({ passed: false, missing: ['touch', 'fit', 'need', 'budget'] });
  });

  it('takes a denied or unknown answer for no confirmation', () => {
    for (const question of GATE) {
      for (const given of ['denied', 'unknown'] as const) {
        const qualification = aQualification({ [question]: { answer: given, by: ADA, at: AT } });
        expect(checkGate(true, qualification)).toEqual({ passed: false, missing: [question] });
      }
    }
  });

  it('does not depend on timing and authority', () => {
    fc.assert(
      fc.property(fc.boolean(), checklist, (touched, { timing, authority, ...rest }) => {
        expect(checkGate(touched, { ...rest, timing, authority })).toEqual(checkGate(touched, rest));
      }),
    );
  });

  it('passes exactly when nothing is missing', () => {
    fc.assert(
      fc.property(fc.boolean(), checklist, (touched, qualification) => {
        const { passed, missing } = checkGate(touched, qualification);
        expect(passed).toBe(missing.length === 0);
      }),
    );
  });

  it('asks questions of the checklist alone', () => {
    expect(QUESTION_LIST).toEqual(expect.arrayContaining([...GATE]));
  });
});
