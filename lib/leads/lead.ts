import { type LastTouch, laterTouch } from '../activities/last-touch.ts';
import { caseNames } from '../enrichment/case-names.ts';
import { filled, type Origin, originWithCasing, tracedChange } from '../enrichment/provenance.ts';
import { conflict } from '../errors.ts';
import { timeOfId } from '../ids.ts';
import { keepFirst } from '../learned-scoring/first-features.ts';
import { checkGate } from '../qualification/qualification.ts';
import { type Signal, withSignal } from '../scoring/signal.ts';
import type { Lead } from './lead-entity.ts';
import { canMove, isOpen, type LeadStatus } from './lead-status.ts';
import { enrichAndScore, type Scoring } from './score-change.ts';

/** What may be known of the person. */
export type LeadFields = Pick<
  Lead,
  'email' | 'firstName' | 'lastName' | 'company' | 'title' | 'phone' | 'industry' | 'employees' | 'country'
>;

/** The name to show: the person's, else the company's, else how they can be reached. */
export const leadName = (lead: LeadFields): string =>
  [lead.firstName, lead.lastName].filter(Boolean).join(' ') ||
  lead.company ||
  lead.email ||
  lead.phone ||
  'Unnamed lead';

/** When the lead came in, in ISO 8601: its id carries the time. */
export const enteredAt = (lead: Pick<Lead, 'id'>): string => new Date(timeOfId(lead.id)).toISOString();

/** The parties whose timelines and consents are the lead's: its own, and those of the leads that were merged into it. */
export const partiesOfLead = ({ partyId, merges = [] }: Pick<Lead, 'partyId' | 'merges'>): string[] => [
  ...new Set([partyId, ...merges.map((merge) => merge.partyId)]),
];

/** To which of the lead's parties an address belongs: what is done under it is written there, in case a merge is undone. */
export const partyOfAddress = (lead: Lead, known: { readonly partyId: string } | undefined): string =>
  partiesOfLead(lead).find((party) => party === known?.partyId) ?? lead.partyId;

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

/** A new lead, enriched and scored. Names are cased as people write them, but for what a rep types, who means it so. */
export const newLead = ({ fields: given, now, partyId, signal, ...rest }: NewLead, scoring: Scoring): Lead => {
  const { fields, cased } = rest.source === 'rep' ? { fields: given, cased: [] } : caseNames(given);
  const provenance = Object.fromEntries(cased.map((name) => [name, { cased: true as const }]));
  const lead: Lead = {
    ...fields,
    ...rest,
    ...(cased.length > 0 && { provenance }),
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

const FED_FIELDS = ['firstName', 'lastName', 'company', 'title', 'phone', 'industry', 'employees', 'country'] as const;

const filledFields = (lead: Lead, told: LeadFields): LeadFields =>
  Object.fromEntries(
    FED_FIELDS.map((field) => [field, filled<string | number>(lead, field, lead[field], told[field])]),
  );

const filledCustom = (lead: Lead, told: NonNullable<Lead['custom']>): Lead['custom'] => {
  const entries = Object.entries(told).flatMap(([key, value]) => {
    const kept = filled(lead, `custom.${key}`, lead.custom?.[key], value);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return lead.custom || entries.length > 0 ? { ...lead.custom, ...Object.fromEntries(entries) } : undefined;
};

/**
 * The lead with empty fields filled and tags added; nothing that is there is overwritten but what a provider said. The score follows when the lead is scored.
 * `origin` says whose word it is.
 */
export const feedFields = (lead: Lead, { fields: given, custom, tags }: Told, origin: Origin): Lead => {
  const { fields, cased } = caseNames(given);
  const allTags = [...new Set([...(lead.tags ?? []), ...tags])];
  const fed = keepFirst(lead, {
    ...lead,
    ...filledFields(lead, fields),
    custom: filledCustom(lead, custom),
    tags: allTags.length > 0 ? allTags : undefined,
  });
  return { ...fed, provenance: tracedChange(lead, fed, originWithCasing(origin, cased)) };
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

/** When somebody first spoke to this person as far as it was logged, in ISO 8601; a lead with one touch keeps it once, as its last. */
export const firstTouchOf = (lead: Pick<Lead, 'firstTouchAt' | 'lastTouch'>): string | undefined =>
  lead.firstTouchAt ?? lead.lastTouch?.at;

/** The lead after a touch: a new lead is being worked from now on. A back-dated touch may turn out to be the first one. */
export const touched = (lead: Lead, touch: LastTouch): Lead => {
  const known = firstTouchOf(lead);
  const first = known !== undefined && known <= touch.at ? known : touch.at;
  const lastTouch = laterTouch(lead.lastTouch, touch);
  return passGate({
    ...lead,
    lastTouch,
    firstTouchAt: first === lastTouch.at ? undefined : first,
    status: lead.status === 'new' ? 'working' : lead.status,
  });
};

/** Errors: `lead-closed` when the lead is converted or disqualified and may no longer change. */
export const requireOpen = (lead: Lead): void => {
  if (!isOpen(lead.status)) throw conflict('lead-closed', `The lead is ${lead.status} and can no longer be changed.`);
};
