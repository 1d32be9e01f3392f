import { logActivity } from '../../lib/activities/log-activity.ts';
import { presentEntry, presentTimeline } from '../../lib/activities/present-timeline.ts';
import { opportunityTimeline, partyTimeline } from '../../lib/activities/timeline-entry-entity.ts';
import { readTimelines } from '../../lib/activities/timeline-repository.ts';
import { partiesOfContact } from '../../lib/contacts/contact.ts';
import { getContact } from '../../lib/contacts/contact-repository.ts';
import { environment } from '../../lib/environment.ts';
import { createOpportunity } from '../../lib/opportunities/create-opportunity.ts';
import { moveOpportunity } from '../../lib/opportunities/move-opportunity.ts';
import { opportunityRoutes } from '../../lib/opportunities/opportunity-contract.ts';
import type { Opportunity } from '../../lib/opportunities/opportunity-entity.ts';
import { getOpportunity, listOpportunities } from '../../lib/opportunities/opportunity-repository.ts';
import { presentOpportunity } from '../../lib/opportunities/present-opportunity.ts';
import { updateOpportunity } from '../../lib/opportunities/update-opportunity.ts';
import { fromCursor, toCursor } from '../../lib/table/cursor.ts';
import { openTable } from '../../lib/table/table.ts';
import type { Actor } from '../../lib/users/actor.ts';
import { apiHandler } from '../http/api-handler.ts';

const table = openTable(environment.tableName());
const deskOf = (actor: Actor) => ({ table, actor, now: Date.now });
const opportunityAnswer = (opportunity: Opportunity) => ({
  body: presentOpportunity(opportunity),
  version: opportunity.version,
});

export const handler = apiHandler(opportunityRoutes, {
  listOpportunities: async ({ actor, query: { accountId, stage, view, limit, cursor } }) => {
    const list = accountId
      ? ({ of: 'account', accountId } as const)
      : stage
        ? ({ of: 'stage', stage } as const)
        : view === 'mine'
          ? ({ of: 'owner', ownerId: actor.id } as const)
          : ({ of: 'open' } as const);
    const { items, next } = await listOpportunities(table, list, { limit, after: fromCursor(cursor) });
    return { body: { items: items.map(presentOpportunity), nextCursor: toCursor(next) } };
  },
  createOpportunity: async ({ actor, body }) => opportunityAnswer(await createOpportunity(deskOf(actor), body)),
  getOpportunity: async ({ params }) => opportunityAnswer(await getOpportunity(table, params.id)),
  updateOpportunity: async ({ actor, params, ifMatch, body }) =>
    opportunityAnswer(await updateOpportunity(deskOf(actor), params.id, ifMatch, body)),
  moveOpportunity: async ({ actor, params, ifMatch, body }) =>
    opportunityAnswer(await moveOpportunity(deskOf(actor), params.id, ifMatch, body)),
  getOpportunityTimeline: async ({ params, query: { limit, cursor } }) => {
    const { contactId } = await getOpportunity(table, params.id);
    const person = contactId ? partiesOfContact(await getContact(table, contactId)).map(partyTimeline) : [];
    const timelines = [opportunityTimeline(params.id), ...person];
    const { items, next } = await readTimelines(table, timelines, { limit, after: fromCursor(cursor) });
    return { body: { items: await presentTimeline(table, items), nextCursor: toCursor(next) } };
  },
  logOpportunityActivity: async ({ actor, params, body }) => ({
    body: presentEntry(await logActivity(deskOf(actor), { type: 'opportunity', id: params.id }, body)),
  }),
});
