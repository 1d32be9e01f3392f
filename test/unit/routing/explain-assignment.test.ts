import { describe, expect, it } from 'vitest';
import { enteredAt } from '../../../lib/leads/lead.ts';
import { leadEntity } from '../../../lib/leads/lead-entity.ts';
import { countUnassigned } from '../../../lib/leads/lead-repository.ts';
import { updateLead } from '../../../lib/leads/update-lead.ts';
import { explainAssignment } from '../../../lib/routing/explain-assignment.ts';
import { openRouting, startRouter } from '../../../lib/routing/router.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import { ADA, AT, aDesk, aLead, aUser, NOW, SCORERS } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';
import { aRule, aTeam, someReps, storedRouting } from './a-routing.ts';

const ADA_ITEM = userEntity.toItem(aUser());

describe('why a lead belongs to whom it belongs', () => {
  it('is told with the rule, everybody who was considered, and whose turn it was', async () => {
    const table = memoryTable(...someReps(2), ADA_ITEM, storedRouting({ teams: [aTeam(3, 1)], rules: [aRule()] }, 4));
    const router = startRouter(
      openRouting(table, SCORERS, () => NOW),
      4,
    );
    const unowned = aLead({ ownerId: undefined });
    for (let lead = 0; lead < 4; lead += 1) {
      const owned = { ...unowned, ...(await router.assign(unowned)).lead };
      expect(await explainAssignment(table, owned)).toEqual({
        ownerId: owned.ownerId,
        how: 'rules',
        at: enteredAt(unowned),
        by: null,
        decision: {
          settings: 4,
          steps: [
            {
              rule: { id: 'acme', label: 'Acme' },
              to: { kind: 'team', id: 'sales', name: 'Sales' },
              considered: [
                { userId: 'rep-0', weight: 3, verdict: 'eligible' },
                { userId: 'rep-1', weight: 1, verdict: 'eligible' },
              ],
            },
          ],
          turn: lead,
          chosen: owned.ownerId,
        },
      });
    }
  });

  it('is told of a lead that nobody could take', async () => {
    const table = memoryTable(storedRouting({ otherwise: { to: { kind: 'nobody' } } }));
    const router = startRouter(
      openRouting(table, SCORERS, () => NOW),
      1,
    );
    const lead = { ...aLead({ ownerId: undefined }), ...(await router.assign(aLead())).lead };
    expect(await explainAssignment(table, lead)).toMatchObject({
      ownerId: null,
      how: 'rules',
      decision: { chosen: null, turn: null, steps: [{ rule: null, to: { kind: 'nobody' }, considered: [] }] },
    });
  });

  it('is the hand that gave it, once somebody did, and not a change of something else', async () => {
    const lead = aLead({ ownerId: 'rep-0', assignment: { decision: 'why', turn: 1 } });
    const table = memoryTable(leadEntity.toItem(lead), ...someReps(2), ADA_ITEM);
    const titled = await updateLead(aDesk(table), lead.id, lead.version, { title: 'Boss', ownerId: 'rep-0' });
    expect(titled.assignment).toEqual(lead.assignment);
    const given = await updateLead(aDesk(table), lead.id, titled.version, { ownerId: 'rep-1' });
    expect(await explainAssignment(table, given)).toEqual({
      ownerId: 'rep-1',
      how: 'person',
      at: AT,
      by: ADA,
      decision: null,
    });
    const taken = await updateLead(aDesk(table), lead.id, given.version, { ownerId: undefined });
    expect(await explainAssignment(table, taken)).toMatchObject({ ownerId: null, how: 'person', by: ADA });
  });

  it('follows from where the lead came from when nothing is kept', async () => {
    const table = memoryTable(ADA_ITEM);
    expect(await explainAssignment(table, aLead({ source: 'rep', createdBy: ADA.id }))).toMatchObject({
      how: 'person',
      by: ADA,
    });
    expect(await explainAssignment(table, aLead({ source: 'import:1' }))).toMatchObject({ how: 'import', by: null });
    expect(await explainAssignment(table, aLead())).toMatchObject({ how: 'unknown', decision: null });
  });
});

describe('the count of unassigned leads', () => {
  it('is that of open leads without an owner, up to some of each shard', async () => {
    const unowned = (changes = {}) => leadEntity.toItem(aLead({ ownerId: undefined, ...changes }));
    const few = memoryTable(unowned(), unowned(), unowned({ status: 'disqualified' }), leadEntity.toItem(aLead()));
    expect(await countUnassigned(few)).toEqual({ count: 2, more: false });
    const many = memoryTable(...Array.from({ length: 1500 }, () => unowned()));
    expect(await countUnassigned(many)).toEqual({ count: 800, more: true });
  });
});
