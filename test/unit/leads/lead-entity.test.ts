import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../../../lib/ids.ts';
import { leadEntity, leadListPartitions, leadOwnerPartitions } from '../../../lib/leads/lead-entity.ts';
import { isOpen } from '../../../lib/leads/lead-status.ts';
import { enrichAndScore, entriesOfLead } from '../../../lib/leads/score-change.ts';
import { leads } from '../arbitraries.ts';
import { aLead, aTouch, later, NOW, SCORER, SCORING } from '../builders.ts';
import { itemSize } from '../table/item-size.ts';

/** What one write unit carries, in bytes (docs/data-model.md counts on it). */
const WRITE_UNIT = 1024;

describe('the item of a lead', () => {
  it('fits into one write unit with everything that a form gives and six reasons', () => {
    const lead = enrichAndScore(
      aLead({
        firstName: 'Maximiliane-Theodora',
        lastName: 'Mountbatten-Windsors',
        email: 'maximiliane@machine-works.test',
        company: 'Machine Works of Hamburg GmbH',
        title: 'Head of Purchasing',
        phone: '+49 40 1234567-89',
        submissionId: newId(NOW),
        lastSubmissionId: newId(NOW),
        tags: ['spring catalogue', 'trade fair'],
        custom: { team_size: 250, plan: 'enterprise' },
        submissionCount: 1,
        signals: [
          {
            at: NOW,
            form: 'planning-guide-x7k2p',
            page: 'machine-works.example/guides/planning',
            campaign: 'spring-fair',
            message: true,
          },
        ],
        ownerId: '3f8a1b6e-0c1d-4c3e-9a51-7d2f0f6b9e42',
        lastTouch: aTouch({ by: { id: '3f8a1b6e-0c1d-4c3e-9a51-7d2f0f6b9e42', name: 'Ada Reyes' } }),
        status: 'working',
        version: 2,
        updatedAt: later(1),
      }),
      SCORING,
    );
    expect(entriesOfLead(lead, SCORER)).toHaveLength(6);
    expect([lead.firstName?.length, lead.lastName?.length, lead.email?.length]).toEqual([20, 20, 30]);
    expect(itemSize(leadEntity.toItem(lead))).toBeLessThanOrEqual(WRITE_UNIT);
  });

  it('lives in the partition named after it, so that an id is all it takes to find it', () => {
    const lead = aLead();
    expect(leadEntity.toItem(lead)).toMatchObject({ pk: `PARTY#${lead.id}`, sk: `T#${lead.id}` });
  });

  it('is in a shard of its list, and of its owner while it is open', () => {
    fc.assert(
      fc.property(leads, (lead) => {
        const { listKey, ownerKey } = leadEntity.toItem(lead);
        const open = isOpen(lead.status);
        expect(leadListPartitions(lead.status, open && lead.candidate)).toContain(listKey);
        if (open) expect(leadOwnerPartitions(lead.ownerId)).toContain(ownerKey);
        else expect(ownerKey).toBeUndefined();
      }),
    );
  });

  it('sorts the better score first, and the older lead first among equals', () => {
    const sortOf = (score: number, createdAt: number) =>
      String(leadEntity.toItem(aLead({ id: newId(createdAt), score }))['listSort']);
    fc.assert(
      fc.property(fc.nat({ max: 100 }), fc.nat({ max: 100 }), (a, b) => {
        fc.pre(a > b);
        expect(sortOf(a, NOW + 1) < sortOf(b, NOW)).toBe(true);
        expect(sortOf(a, NOW) < sortOf(a, NOW + 1)).toBe(true);
      }),
    );
  });
});
