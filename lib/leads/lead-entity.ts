import * as z from 'zod';
import { lastTouchSchema } from '../activities/last-touch.ts';
import { partyTimeline, timelineKey } from '../activities/timeline-entry-entity.ts';
import { conversionSchema } from '../conversion/conversion.ts';
import { provenanceSchema } from '../enrichment/provenance.ts';
import { customValues } from '../fields/field-contract.ts';
import { toE164 } from '../identity/phone.ts';
import { shardOf } from '../ids.ts';
import { qualificationSchema } from '../qualification/qualification.ts';
import { assignmentSchema } from '../routing/assignment.ts';
import { scoreJudgementSchema } from '../scoring/score-judgement.ts';
import { signalSchema } from '../scoring/signal.ts';
import { defineEntity, type Key } from '../table/item.ts';
import { disqualificationSchema } from './disqualification.ts';
import { isOpen, LEAD_STATUSES, type LeadStatus } from './lead-status.ts';

// What follows from the id, the address and the rules (when it came in, the domain and its kind, the reasons of the score) is not kept again: a lead with all that a form
// gives and a last touch fits into the 1 KB of one write unit.
export const leadSchema = z.object({
  id: z.string(),
  /** The person; the lead that founds a party gives it its id. */
  partyId: z.string(),
  status: z.enum(LEAD_STATUSES),
  candidate: z.boolean(),
  score: z.number(),
  /** The last of what the person did by themselves, as rules look at it; the oldest first. */
  signals: z.array(signalSchema).optional(),
  /** How often it was scored anew without anybody's doing: its version without them counts what was done to it. */
  rescored: z.number().optional(),
  /** What somebody who knows the lead said of its score. */
  scoreJudgement: scoreJudgementSchema.optional(),
  /** The version of the scoring rules, and when they were applied; milliseconds since the epoch. */
  rules: z.number().default(0),
  scoredAt: z.number().optional(),
  email: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  company: z.string().optional(),
  title: z.string().optional(),
  phone: z.string().optional(),
  industry: z.string().optional(),
  employees: z.number().optional(),
  /** ISO 3166, two capital letters. */
  country: z.string().optional(),
  /** Where values come from that did not come with the lead. */
  provenance: provenanceSchema.optional(),
  /** `form:<id>`, `import:<id>` or `rep`. */
  source: z.string(),
  /** The submissions that made it and that came last: messages and attribution, first and last touch, are read from there. */
  submissionId: z.string().optional(),
  lastSubmissionId: z.string().optional(),
  custom: customValues.optional(),
  tags: z.array(z.string()).optional(),
  /** Its ids in other systems, by system. */
  externalIds: z.record(z.string(), z.string()).optional(),
  /** Addresses that reach it beside `email`: those of the leads that were merged into it. */
  otherEmails: z.array(z.string()).optional(),
  /** The leads that were merged into it, the last one last; the timelines of their parties are read with its own. */
  merges: z.array(z.object({ id: z.string(), leadId: z.string(), partyId: z.string() })).optional(),
  submissionCount: z.number(),
  ownerId: z.string().optional(),
  assignment: assignmentSchema.optional(),
  lastTouch: lastTouchSchema.optional(),
  /** When the first touch was, once it is another one than the last (`firstTouchOf` in lead.ts); ISO 8601. */
  firstTouchAt: z.string().optional(),
  /** By when the first touch was promised (ISO 8601), and by which routing rule. */
  promise: z.object({ dueAt: z.string(), rule: z.string() }).optional(),
  qualification: qualificationSchema.optional(),
  /** What features of the learned score were when it came in, of those that changed since. */
  atEntry: z.record(z.string(), z.string()).optional(),
  conversion: conversionSchema.optional(),
  disqualification: disqualificationSchema.optional(),
  createdBy: z.string().optional(),
  updatedAt: z.string(),
  version: z.number(),
});

/** A scrap of information about somebody who might buy. */
export type Lead = z.output<typeof leadSchema>;

/**
 * Shards of what an import may write to: at 10,000 rows a second, 625 writes a second each, whatever their score and whoever gets them. Candidates that
 * somebody works on already come one by one.
 */
const IMPORT_SHARDS = 16;
const WORKED_CANDIDATE_SHARDS = 4;

const shardsOf = (status: LeadStatus, candidate: boolean): number =>
  candidate && status !== 'new' ? WORKED_CANDIDATE_SHARDS : IMPORT_SHARDS;
const UNASSIGNED = 'none';

/** Where the lead's record is: in the partition named after it, which is its party's when it founded the party. */
export const leadKey = (id: string): Key => timelineKey(partyTimeline(id), id);

const listPrefix = (status: LeadStatus, candidate: boolean): string =>
  `LEADS#${status}${candidate ? '#candidate' : ''}`;

/** The shards of one list, as partitions of `byList`. */
export const leadListPartitions = (status: LeadStatus, candidate: boolean): string[] =>
  Array.from({ length: shardsOf(status, candidate) }, (_, shard) => `${listPrefix(status, candidate)}#${shard}`);

/** The shards of what somebody owns, or of what nobody owns, as partitions of `byOwner`. */
export const leadOwnerPartitions = (ownerId: string | undefined): string[] =>
  Array.from({ length: IMPORT_SHARDS }, (_, shard) => `LEADS#${ownerId ?? UNASSIGNED}#${shard}`);

const HIGHEST_SCORE = 999;

/** Sorts by score, best first, then by age, oldest first. */
const rank = (lead: Pick<Lead, 'id' | 'score'>): string =>
  `${String(HIGHEST_SCORE - lead.score).padStart(3, '0')}#${lead.id}`;

/** Leads of one number have no order among themselves, and a record of a form must fit into 1 KB. */
const PHONE_SORT = 'LEAD';

/** The leads that have a phone number in E.164, as a partition of `byRelation`. */
export const phonePartition = (e164: string): string => `PHONE#${e164}`;

export const leadEntity = defineEntity({
  type: 'lead',
  version: 1,
  schema: leadSchema,
  keys: (lead) => {
    const open = isOpen(lead.status);
    const candidate = open && lead.candidate;
    const e164 = toE164(lead.phone);
    return {
      ...leadKey(lead.id),
      listKey: `${listPrefix(lead.status, candidate)}#${shardOf(lead.id, shardsOf(lead.status, candidate))}`,
      listSort: rank(lead),
      ...(e164 && { relationKey: phonePartition(e164), relationSort: PHONE_SORT }),
      ...(open && {
        ownerKey: `LEADS#${lead.ownerId ?? UNASSIGNED}#${shardOf(lead.id, IMPORT_SHARDS)}`,
      }),
    };
  },
});
