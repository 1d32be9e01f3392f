import type * as z from 'zod';
import type { Attribution } from '../attribution/attribution.ts';
import { presentConversion } from '../conversion/present-conversion.ts';
import { enrichEmail } from '../enrichment/enrich-email.ts';
import { toE164 } from '../identity/phone.ts';
import { timeOfId } from '../ids.ts';
import { type Answer, checkGate, type Qualification } from '../qualification/qualification.ts';
import type { Scorer } from '../scoring/scorer.ts';
import { presentScore } from './explain-score.ts';
import { enteredAt, firstTouchOf, leadName } from './lead.ts';
import type { leadSummary, lead as wireLead } from './lead-contract.ts';
import type { Lead } from './lead-entity.ts';

/** A lead as lists show it, with its grade by the rules of today. */
export const presentLeadSummary = (lead: Lead, scorer: Scorer): z.output<typeof leadSummary> => ({
  id: lead.id,
  name: leadName(lead),
  email: lead.email ?? null,
  company: lead.company ?? null,
  phone: lead.phone ?? null,
  status: lead.status,
  candidate: lead.candidate,
  score: lead.score,
  grade: scorer.gradeOf(lead.score) ?? null,
  ownerId: lead.ownerId ?? null,
  lastTouch: lead.lastTouch ?? null,
  createdAt: enteredAt(lead),
});

const presentAnswer = (answer: Answer | undefined) => ({
  answer: answer?.answer ?? ('unknown' as const),
  note: answer?.note ?? null,
  activityId: answer?.activityId ?? null,
  by: answer?.by ?? null,
  at: answer?.at ?? null,
});

const presentQualification = (given: Qualification = {}) => ({
  fit: presentAnswer(given.fit),
  need: presentAnswer(given.need),
  timing: presentAnswer(given.timing),
  budget: presentAnswer(given.budget),
  authority: presentAnswer(given.authority),
});

/** By which rules a lead is shown: those of today, and those by which it was scored. */
export interface ShownBy {
  readonly today: Scorer;
  readonly itsOwn: Scorer;
}

const presentJudgement = ({ scoreJudgement }: Lead) =>
  scoreJudgement ? { ...scoreJudgement, reason: scoreJudgement.reason ?? null } : null;

/** Where the person came from when they first and when they last posted a form. */
export interface LeadAttribution {
  readonly first?: Attribution | undefined;
  readonly last?: Attribution | undefined;
}

/** The import that a lead came with, or `undefined`. */
export const importOfLead = ({ source }: Pick<Lead, 'source'>): string | undefined => /^import:(.+)$/.exec(source)?.[1];

const presentSource = (lead: Lead, importName: string | undefined) => {
  const formId = /^form:(.+)$/.exec(lead.source)?.[1] ?? null;
  const importId = importOfLead(lead) ?? null;
  const kind = formId !== null ? ('form' as const) : importId !== null ? ('import' as const) : ('rep' as const);
  return { kind, formId, importId, importName: importName ?? null };
};

/** What a lead is shown with that is not in its record. */
export type Surroundings = Pick<z.output<typeof wireLead>, 'phoneFacts' | 'time' | 'accountMatch'>;

const NOTHING_AROUND: Surroundings = { phoneFacts: null, time: null, accountMatch: null };

/** A lead with its reasons, the weightiest first, checklist and gate; `importName` is what the import is called that it came with. */
export const presentLead = (
  lead: Lead,
  { today, itsOwn }: ShownBy,
  attribution: LeadAttribution,
  importName?: string,
  surroundings = NOTHING_AROUND,
): z.output<typeof wireLead> => {
  const { emailDomain, companyDomain, freeMail, disposable } = enrichEmail(lead.email);
  return {
    ...presentLeadSummary(lead, today),
    partyId: lead.partyId,
    firstName: lead.firstName ?? null,
    lastName: lead.lastName ?? null,
    title: lead.title ?? null,
    phoneE164: toE164(lead.phone) ?? null,
    industry: lead.industry ?? null,
    employees: lead.employees ?? null,
    country: lead.country ?? null,
    source: { ...presentSource(lead, importName), utm: attribution.first?.parameters ?? {} },
    attribution: { first: attribution.first ?? null, last: attribution.last ?? null },
    custom: lead.custom ?? {},
    tags: lead.tags ?? [],
    externalIds: lead.externalIds ?? {},
    otherEmails: lead.otherEmails ?? [],
    merges: (lead.merges ?? []).map(({ id, leadId }) => ({ id, leadId, at: new Date(timeOfId(id)).toISOString() })),
    emailDomain: emailDomain ?? null,
    companyDomain: companyDomain ?? null,
    freeMail,
    disposable,
    ...surroundings,
    scoreReasons: presentScore(lead, itsOwn).entries.map(({ rule, label, points }) => ({ rule, label, points })),
    scoreJudgement: presentJudgement(lead),
    submissionCount: lead.submissionCount,
    firstTouchAt: firstTouchOf(lead) ?? null,
    promise: lead.promise ?? null,
    qualification: presentQualification(lead.qualification),
    gate: checkGate(lead.lastTouch !== undefined, lead.qualification),
    conversion: lead.conversion ? presentConversion(lead.conversion) : null,
    disqualification: lead.disqualification
      ? { ...lead.disqualification, note: lead.disqualification.note ?? null }
      : null,
    updatedAt: lead.updatedAt,
    version: lead.version,
  };
};
