import { type LastTouch, laterTouch } from '../activities/last-touch.ts';
import { conflict } from '../errors.ts';
import { timeOfId } from '../ids.ts';
import { keepFirst } from '../learned-scoring/first-features.ts';
import { checkGate } from '../qualification/qualification.ts';
import { type Signal, withSignal } from '../scoring/signal.ts';
import type { Lead } from './lead-entity.ts';
import { canMove, isOpen, type LeadStatus } from './lead-status.ts';
import { enrichAndScore, type Scoring } from './score-change.ts';

/** What may be known of the person. */
export type LeadFields = Pick<Lead, 'email' | 'firstName' | 'lastName' | 'company' | 'title' | 'phone'>;

/** The name to show: the person's, else the company's, else how they can be reached. */
export const leadName = (lead: LeadFields): string =>
  [lead.firstName, lead.lastName].filter(Boolean).join(' ') ||
  lead.company ||
  lead.email ||
  lead.phone ||
  'Unnamed lead';

/** When the lead came in, in ISO 8601: its id carries the time. */
export const enteredAt = (lead: Pick<Lead, 'id'>): string => new Date(timeOfId(lead.id)).toISOString();

/** The lead after something that the person did by themselves; the score follows when the lead is scored. */
export const signalled = (lead: Lead, signal: Signal): Lead => ({
  ...lead,
  signals: withSignal(lead.signals, signal),
});

interface NewLead {
  readonly id: string;
  /** The party when the person is known already. */
  readonly partyId?: string | undefined;
  readonly fields: LeadFields;
  readonly source: string;
  readonly ownerId: string | undefined;
  readonly custom?: Lead['custom'];
  readonly tags?: Lead['tags'];
  readonly externalIds?: Lead['externalIds'];
  readonly submissionId?: string | undefined;
  readonly submissionCount: number;
  readonly createdBy?: string | undefined;
  /** The form post that brings it. */
  readonly signal?: Signal | undefined;
  readonly now: string;
}

/** A new lead, enriched and scored. */
export const newLead = ({ fields, now, partyId, signal, ...rest }: NewLead, scoring: Scoring): Lead => {
  const lead: Lead = {
    ...fields,
    ...rest,
    partyId: partyId ?? rest.id,
    status: 'new',
    candidate: false,
    score: 0,
    rules: 0,
    updatedAt: now,
    version: 1,
  };
  return enrichAndScore(signal ? signalled(lead, signal) : lead, scoring);
};

/** What somebody told us that may fill a lead. */
interface Told {
  readonly fields: LeadFields;
  readonly custom: NonNullable<Lead['custom']>;
  readonly tags: readonly string[];
}

/** The lead with empty fields filled and tags added; nothing that is there is overwritten. The score follows when the lead is scored. */
export const feedFields = (lead: Lead, { fields, custom, tags }: Told): Lead => {
  const allCustom = { ...custom, ...lead.custom };
  const allTags = [...new Set([...(lead.tags ?? []), ...tags])];
  return keepFirst(lead, {
    ...lead,
    firstName: lead.firstName ?? fields.firstName,
    lastName: lead.lastName ?? fields.lastName,
    company: lead.company ?? fields.company,
    title: lead.title ?? fields.title,
    phone: lead.phone ?? fields.phone,
    custom: Object.keys(allCustom).length > 0 ? allCustom : undefined,
    tags: allTags.length > 0 ? allTags : undefined,
  });
};

/** The status that follows from what is known: qualified once the gate passes, working again when it no longer does. */
const statusByGate = (lead: Lead): LeadStatus => {
  const { passed } = checkGate(lead.lastTouch !== undefined, lead.qualification);
  if (passed && canMove(lead.status, 'qualified')) return 'qualified';
  if (!passed && lead.status === 'qualified') return 'working';
  return lead.status;
};

/** The lead after its checklist or its touches changed. */
export const passGate = (lead: Lead): Lead => ({ ...lead, status: statusByGate(lead) });

/** The lead after a touch: a new lead is being worked from now on. */
export const touched = (lead: Lead, touch: LastTouch): Lead =>
  passGate({
    ...lead,
    lastTouch: laterTouch(lead.lastTouch, touch),
    status: lead.status === 'new' ? 'working' : lead.status,
  });

/** Errors: `lead-closed` when the lead is converted or disqualified and may no longer change. */
export const requireOpen = (lead: Lead): void => {
  if (!isOpen(lead.status)) throw conflict('lead-closed', `The lead is ${lead.status} and can no longer be changed.`);
};
