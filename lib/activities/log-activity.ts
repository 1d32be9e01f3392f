import type * as z from 'zod';
import { touchedAccount } from '../accounts/account.ts';
import { getAccount, replaceAccount } from '../accounts/account-repository.ts';
import { getContact, replaceContact } from '../contacts/contact-repository.ts';
import { getOpportunity, replaceOpportunity } from '../opportunities/opportunity-repository.ts';
import { retryOnContention } from '../table/retry.ts';
import type { Table, Write } from '../table/table.ts';
import { type Desk, edited, nowOf } from '../use-case.ts';
import { actorRef } from '../users/user-repository.ts';
import { newActivity, touchOf } from './activity.ts';
import type { logActivityBody } from './activity-contract.ts';
import { type LastTouch, laterTouch } from './last-touch.ts';
import { accountTimeline, opportunityTimeline, partyTimeline, type TimelineEntry } from './timeline-entry-entity.ts';
import { addTimelineEntry } from './timeline-repository.ts';

/** Where an activity is logged, once there is an account. */
export type ActivityPlace = { readonly type: 'account' | 'contact' | 'opportunity'; readonly id: string };

/** Which timeline an entry goes to, and what a touch changes on the records around it. */
interface Reach {
  readonly timeline: string;
  readonly touch: (touch: LastTouch, now: string) => Promise<Write[]>;
}

const touchAccount = async (table: Table, accountId: string, touch: LastTouch, now: string): Promise<Write> =>
  replaceAccount(touchedAccount(await getAccount(table, accountId), touch, now));

const touchContact = async (table: Table, contactId: string, touch: LastTouch, now: string): Promise<Write> => {
  const contact = await getContact(table, contactId);
  return replaceContact(edited(contact, { lastTouch: laterTouch(contact.lastTouch, touch) }, now));
};

const reachOf = async (table: Table, { type, id }: ActivityPlace): Promise<Reach> => {
  if (type === 'contact') {
    const { partyId, accountId } = await getContact(table, id);
    return {
      timeline: partyTimeline(partyId),
      touch: async (touch, now) => [
        await touchContact(table, id, touch, now),
        await touchAccount(table, accountId, touch, now),
      ],
    };
  }
  if (type === 'opportunity') {
    const opportunity = await getOpportunity(table, id);
    const { accountId, contactId } = opportunity;
    return {
      timeline: opportunityTimeline(id),
      touch: async (touch, now) => [
        replaceOpportunity(edited(opportunity, { lastTouch: laterTouch(opportunity.lastTouch, touch) }, now)),
        await touchAccount(table, accountId, touch, now),
        ...(contactId ? [await touchContact(table, contactId, touch, now)] : []),
      ],
    };
  }
  await getAccount(table, id);
  return { timeline: accountTimeline(id), touch: async (touch, now) => [await touchAccount(table, id, touch, now)] };
};

/**
 * Logs an activity on an account, a contact or an opportunity. A touch also sets the last touch there and on the account, in the
 * same transaction. Errors: `account-not-found`, `contact-not-found`, `opportunity-not-found`, `activity-in-future`.
 */
export const logActivity = async (
  desk: Desk,
  place: ActivityPlace,
  body: z.output<typeof logActivityBody>,
): Promise<TimelineEntry> => {
  const by = await actorRef(desk.table, desk.actor);
  return retryOnContention(async () => {
    const reach = await reachOf(desk.table, place);
    const entry = newActivity(body, { by, on: place, timeline: reach.timeline, now: desk.now() });
    const touch = touchOf(entry);
    await desk.table.transact([addTimelineEntry(entry), ...(touch ? await reach.touch(touch, nowOf(desk)) : [])]);
    return entry;
  });
};
