import * as z from 'zod';
import { idParams, instant, page, pageQuery, recordId } from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { leadSummary } from '../leads/lead-contract.ts';
import { EVERYONE, SALES } from '../users/role.ts';
import { DUPLICATE_REASONS, PAIR_STATES } from './duplicate-reason.ts';

/** Two leads that may be the same person, the older first, and why. */
const duplicatePair = z.object({
  id: z.string(),
  score: z.int().min(0).max(100),
  reasons: z.array(z.enum(DUPLICATE_REASONS)),
  state: z.enum(PAIR_STATES),
  foundAt: instant,
  leads: z.tuple([leadSummary, leadSummary]),
});

const pairParams = z.object({ id: recordId });

export const duplicateRoutes = {
  listDuplicates: defineRoute({
    method: 'GET',
    path: '/v1/duplicates',
    summary: 'Pairs of open leads that may be the same person, the likeliest first',
    access: EVERYONE,
    recordScope: 'all',
    query: z.object(pageQuery),
    responses: { 200: page(duplicatePair) },
    errors: ['invalid-cursor'],
  }),
  listLeadDuplicates: defineRoute({
    method: 'GET',
    path: '/v1/leads/{id}/duplicates',
    summary: 'The open pairs of one lead, the likeliest first',
    access: EVERYONE,
    recordScope: 'all',
    params: idParams,
    responses: { 200: z.object({ items: z.array(duplicatePair) }) },
    errors: ['lead-not-found'],
  }),
  dismissDuplicate: defineRoute({
    method: 'POST',
    path: '/v1/duplicates/{id}/dismiss',
    summary: 'Says that the two are two, for good: the pair is not shown again',
    access: SALES,
    recordScope: 'all',
    params: pairParams,
    responses: { 204: null },
    errors: ['duplicate-not-found', 'duplicate-merged'],
  }),
  restoreDuplicate: defineRoute({
    method: 'POST',
    path: '/v1/duplicates/{id}/restore',
    summary: 'Takes a dismissal back',
    access: SALES,
    recordScope: 'all',
    params: pairParams,
    responses: { 204: null },
    errors: ['duplicate-not-found', 'duplicate-merged'],
  }),
};
