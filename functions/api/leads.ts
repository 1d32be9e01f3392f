import { presentEntry, presentTimeline } from '../../lib/activities/present-timeline.ts';
import { partyTimeline } from '../../lib/activities/timeline-entry-entity.ts';
import { readTimelines } from '../../lib/activities/timeline-repository.ts';
import { convertLead } from '../../lib/conversion/convert-lead.ts';
import { presentConversion } from '../../lib/conversion/present-conversion.ts';
import { dismissPair, restorePair } from '../../lib/duplicates/decide-pair.ts';
import { duplicateRoutes } from '../../lib/duplicates/duplicate-contract.ts';
import { showDuplicates, showDuplicatesOfLead } from '../../lib/duplicates/show-duplicates.ts';
import { enrichNewLead, lookUpAgain } from '../../lib/enrichment/ask-for-enrichment.ts';
import { leadEnrichmentRoutes } from '../../lib/enrichment/enrichment-contract.ts';
import { openEnrichmentEvents } from '../../lib/enrichment/enrichment-events.ts';
import { rememberedProviders } from '../../lib/enrichment/enrichment-settings.ts';
import { showProvenance } from '../../lib/enrichment/show-provenance.ts';
import { environment } from '../../lib/environment.ts';
import { createLead } from '../../lib/leads/create-lead.ts';
import { disqualifyLead, reopenLead } from '../../lib/leads/disqualify-lead.ts';
import { scoreAt } from '../../lib/leads/explain-score.ts';
import { judgeScore } from '../../lib/leads/judge-score.ts';
import { partiesOfLead } from '../../lib/leads/lead.ts';
import { leadRoutes } from '../../lib/leads/lead-contract.ts';
import type { Lead } from '../../lib/leads/lead-entity.ts';
import { followLead } from '../../lib/leads/lead-redirect-repository.ts';
import { countUnassigned, getLead, listLeads } from '../../lib/leads/lead-repository.ts';
import { logLeadActivity } from '../../lib/leads/log-lead-activity.ts';
import { presentLeadSummary } from '../../lib/leads/present-lead.ts';
import { showLead } from '../../lib/leads/show-lead.ts';
import { updateLead } from '../../lib/leads/update-lead.ts';
import { explainLearned, openLearnedDesk } from '../../lib/learned-scoring/explain-learned.ts';
import { mergeRoutes } from '../../lib/merge/merge-contract.ts';
import { mergeLeads } from '../../lib/merge/merge-leads.ts';
import { presentMerge, presentUndo } from '../../lib/merge/present-merge.ts';
import { undoMerge } from '../../lib/merge/undo-merge.ts';
import { qualifyLead } from '../../lib/qualification/qualify-lead.ts';
import { assignmentRoutes } from '../../lib/routing/assignment-contract.ts';
import { explainAssignment } from '../../lib/routing/explain-assignment.ts';
import { openScorers } from '../../lib/scoring/scoring-settings.ts';
import { reportSpeed } from '../../lib/speed-to-lead/report-speed.ts';
import { speedRoutes } from '../../lib/speed-to-lead/speed-contract.ts';
import { fromCursor, toCursor } from '../../lib/table/cursor.ts';
import { openTable } from '../../lib/table/table.ts';
import type { Actor } from '../../lib/users/actor.ts';
import { onLostLookUp } from '../enrichment/on-lost-look-up.ts';
import { apiHandler } from '../http/api-handler.ts';

const table = openTable(environment.tableName());
const scorers = openScorers(table);
const learnedDesk = openLearnedDesk(table);
const enrichment = {
  table,
  providers: rememberedProviders(table),
  events: openEnrichmentEvents(environment.enrichmentQueueUrl()),
};
const deskOf = (actor: Actor) => ({ table, actor, scorers, now: Date.now });
const leadAnswer = async (lead: Lead) => ({
  body: await showLead({ table, scorers, now: Date.now }, lead),
  version: lead.version,
});
const routes = {
  ...leadRoutes,
  ...assignmentRoutes,
  ...leadEnrichmentRoutes,
  ...speedRoutes,
  ...duplicateRoutes,
  ...mergeRoutes,
};

export const handler = apiHandler(routes, {
  listLeads: async ({ query: { view, limit, cursor }, actor }) => {
    const list = view === 'mine' ? { view, ownerId: actor.id } : { view };
    const scorer = await scorers.current();
    const { items, next } = await listLeads(table, list, { limit, after: fromCursor(cursor) });
    return { body: { items: items.map((lead) => presentLeadSummary(lead, scorer)), nextCursor: toCursor(next) } };
  },
  createLead: async ({ actor, body }) => {
    const lead = await createLead(deskOf(actor), body);
    await enrichNewLead(enrichment, lead, onLostLookUp);
    return leadAnswer(lead);
  },
  getLead: async ({ params }) => leadAnswer(await followLead(table, params.id)),
  getLeadAssignment: async ({ params }) => ({
    body: await explainAssignment(table, await followLead(table, params.id)),
  }),
  countUnassignedLeads: async () => ({ body: await countUnassigned(table) }),
  updateLead: async ({ actor, params, ifMatch, body }) =>
    leadAnswer(await updateLead(deskOf(actor), params.id, ifMatch, body)),
  getLeadScore: async ({ params, query: { at } }) => {
    const lead = await followLead(table, params.id);
    const score = await scoreAt({ table, scorers }, lead, at === undefined ? Date.now() : Date.parse(at));
    return { body: { ...score, learned: at === undefined ? await explainLearned(learnedDesk, lead) : null } };
  },
  judgeScore: async ({ actor, params, body }) => leadAnswer(await judgeScore(deskOf(actor), params.id, body)),
  withdrawJudgement: async ({ actor, params }) => leadAnswer(await judgeScore(deskOf(actor), params.id, undefined)),
  getLeadTimeline: async ({ params, query: { limit, cursor } }) => {
    const timelines = partiesOfLead(await followLead(table, params.id)).map(partyTimeline);
    const { items, next } = await readTimelines(table, timelines, { limit, after: fromCursor(cursor) });
    return { body: { items: await presentTimeline(table, items), nextCursor: toCursor(next) } };
  },
  logLeadActivity: async ({ actor, params, body }) => ({
    body: presentEntry(await logLeadActivity(deskOf(actor), params.id, body)),
  }),
  setLeadQualification: async ({ actor, params, ifMatch, body }) =>
    leadAnswer(await qualifyLead(deskOf(actor), params.id, ifMatch, body)),
  disqualifyLead: async ({ actor, params, body }) => leadAnswer(await disqualifyLead(deskOf(actor), params.id, body)),
  reopenLead: async ({ actor, params }) => leadAnswer(await reopenLead(deskOf(actor), params.id)),
  getLeadProvenance: async ({ params }) => {
    const lead = await getLead(table, params.id);
    return { body: await showProvenance(table, lead, await enrichment.providers(), Date.now()) };
  },
  enrichLead: async ({ params }) => {
    const now = Date.now();
    await lookUpAgain(enrichment, params.id, now);
    return { body: { askedAt: new Date(now).toISOString() } };
  },
  convertLead: async ({ actor, params, body = {}, idempotencyKey }) => ({
    body: presentConversion(await convertLead(deskOf(actor), params.id, body, idempotencyKey)),
  }),
  getSpeedToLead: async ({ query: { days } }) => ({ body: await reportSpeed(table, days, Date.now()) }),
  listDuplicates: async ({ query: { limit, cursor } }) => ({
    body: await showDuplicates({ table, scorers }, { limit, cursor }),
  }),
  listLeadDuplicates: async ({ params }) => ({
    body: { items: await showDuplicatesOfLead({ table, scorers }, params.id) },
  }),
  dismissDuplicate: async ({ actor, params }) => {
    await dismissPair(deskOf(actor), params.id);
    return { body: undefined };
  },
  restoreDuplicate: async ({ actor, params }) => {
    await restorePair(deskOf(actor), params.id);
    return { body: undefined };
  },
  mergeLead: async ({ actor, params, body, ifMatch }) => {
    const outcome = await mergeLeads(deskOf(actor), params.id, body, ifMatch);
    return { body: await presentMerge({ table, scorers, now: Date.now }, outcome), version: outcome.lead.version };
  },
  undoMerge: async ({ actor, params }) => ({
    body: await presentUndo({ table, scorers, now: Date.now }, await undoMerge(deskOf(actor), params.id)),
  }),
});
