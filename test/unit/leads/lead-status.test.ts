import { describe, expect, it } from 'vitest';
import { canMove, isOpen, LEAD_STATUSES } from '../../../lib/leads/lead-status.ts';

/** Rows: from; columns: to, in the order of LEAD_STATUSES. */
const ALLOWED: Readonly<Record<(typeof LEAD_STATUSES)[number], string>> = {
  //             new work nurt qual conv disq
  new: '          .    x    .    .    .    x',
  working: '      .    .    x    x    .    x',
  nurturing: '    .    x    .    .    .    x',
  qualified: '    .    x    .    .    x    x',
  converted: '    .    .    .    .    .    .',
  disqualified: ' .    x    .    .    .    .',
};

describe('the status of a lead', () => {
  for (const from of LEAD_STATUSES) {
    const row = ALLOWED[from].trim().split(/\s+/);
    for (const [column, to] of LEAD_STATUSES.entries()) {
      const allowed = row[column] === 'x';
      it(`${allowed ? 'may' : 'may not'} go from ${from} to ${to}`, () => {
        expect(canMove(from, to)).toBe(allowed);
      });
    }
  }

  it('is open until the lead is converted or disqualified', () => {
    expect(LEAD_STATUSES.filter(isOpen)).toEqual(['new', 'working', 'nurturing', 'qualified']);
  });
});
