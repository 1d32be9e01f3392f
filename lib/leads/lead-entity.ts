import * as z from 'zod';
import { lastTouchSchema } from '../activities/last-touch.ts';
import { partyTimeline, timelineKey } from '../activities/timeline-entry-entity.ts';
import { conversionSchema } from '../conversion/conversion.ts';
import { customValues } from '../fields/field-contract.ts';
import { shardOf } from '../ids.ts';
import { qualificationSchema } from '../qualification/qualification.ts';
import { defineEntity, type Key } from '../table/item.ts';
import { isOpen, LEAD_STATUSES, type LeadStatus } from './lead-status.ts';

// What follows from the id and the address (when it came in, the domain and its kind) is not kept again: a lead with all that a form
// gives and a last touch fits into the 1 KB of one write unit.
const schema = z.object({
  id: z.string(),
  /** The person; the lead that founds a party gives it its id. */
  partyId: z.string(),
  status: z.enum(LEAD_STATUSES),
  candidate: z.boolean(),
  score: z.number(),
  /** Points by rule; what each rule says of itself is not repeated in every lead. */
  reasons: z.record(z.string(), z.number()),
  email: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  company: z.string().optional(),
  title: z.string().optional(),
  phone: z.string().optional(),
  /** `form:<id>` or `rep`. */
  source: z.string(),
  /** The submissions that made it and that came last: messages and attribution, first and last touch, are read from there. */
  submissionId: z.string().optional(),
  lastSubmissionId: z.string().optional(),
  custom: customValues.optional(),
  tags: z.array(z.string()).optional(),
  submissionCount: z.number(),
  hasMessage: z.boolean().optional(),
  ownerId: z.string().optional(),
  lastTouch: lastTouchSchema.optional(),
  qualification: qualificationSchema.optional(),
  conversion: conversionSchema.optional(),
  createdBy: z.string().optional(),
  updatedAt: z.string(),
  version: z.number(),
});

/** A scrap of information about somebody who might buy. */
export type Lead = z.output<typeof schema>;

/** Shards of a status list: at 10,000 imported rows a second, 625 writes a second each. */
const STATUS_SHARDS = 16;
const CANDIDATE_SHARDS = 4;
const OWNER_SHARDS = 4;
const UNASSIGNED = 'none';

/** Where the lead's record is: in the partition named after it, which is its party's when it founded the party. */
export const leadKey = (id: string): Key => timelineKey(partyTimeline(id), id);

const listPrefix = (status: LeadStatus, candidate: boolean): string =>
  `LEADS#${status}${candidate ? '#candidate' : ''}`;

/** The shards of one list, as partitions of `byList`. */
export const leadListPartitions = (status: LeadStatus, candidate: boolean): string[] =>
  Array.from(
    { length: candidate ? CANDIDATE_SHARDS : STATUS_SHARDS },
    (_, shard) => `${listPrefix(status, candidate)}#${shard}`,
  );

/** The shards of what somebody owns, or of what nobody owns, as partitions of `byOwner`. */
export const leadOwnerPartitions = (ownerId: string | undefined): string[] =>
  Array.from({ length: OWNER_SHARDS }, (_, shard) => `LEADS#${ownerId ?? UNASSIGNED}#${shard}`);

const HIGHEST_SCORE = 999;

/** Sorts by score, best first, then by age, oldest first. */
const rank = (lead: Pick<Lead, 'id' | 'score'>): string =>
  `${String(HIGHEST_SCORE - lead.score).padStart(3, '0')}#${lead.id}`;

export const leadEntity = defineEntity({
  type: 'lead',
  version: 1,
  schema,
  keys: (lead) => {
    const open = isOpen(lead.status);
    const candidate = open && lead.candidate;
    return {
      ...leadKey(lead.id),
      listKey: `${listPrefix(lead.status, candidate)}#${shardOf(lead.id, candidate ? CANDIDATE_SHARDS : STATUS_SHARDS)}`,
      listSort: rank(lead),
      ...(open && {
        ownerKey: `LEADS#${lead.ownerId ?? UNASSIGNED}#${shardOf(lead.id, OWNER_SHARDS)}`,
        ownerSort: rank(lead),
      }),
    };
  },
});
