import { describe, expect, it } from 'vitest';
import { toE164 } from '../../../lib/identity/phone.ts';

describe('a phone number', () => {
  it('is the same however it is written', () => {
    for (const spelling of ['+44 20 7946 0018', '+44 (0)20 7946-0018', ' +442079460018 ']) {
      expect(toE164(spelling)).toBe('+442079460018');
    }
  });

  it('has no E.164 form without its country, and none when no country has it', () => {
    for (const spelling of ['020 7946 0018', '+999 1', 'call me', undefined]) expect(toE164(spelling)).toBeUndefined();
  });
});
