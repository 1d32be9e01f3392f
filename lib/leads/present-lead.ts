import type * as z from 'zod';
import type { Attribution } from '../attribution/attribution.ts';
import { presentConversion } from '../conversion/present-conversion.ts';
import { enrichEmail } from '../enrichment/enrich-email.ts';
import { toE164 } from '../identity/phone.ts';
import { type Answer, checkGate, type Qualification } from '../qualification/qualification.ts';
import { DEFAULT_RULES } from '../scoring/default-rules.ts';
import { enteredAt, leadName } from './lead.ts';
import type { leadSummary, lead as wireLead } from './lead-contract.ts';
import type { Lead } from './lead-entity.ts';

/** A lead as lists show it. */
export const presentLeadSummary = (lead: Lead): z.output<typeof leadSummary> => ({
  id: lead.id,
  name: leadName(lead),
  email: lead.email ?? null,
  company: lead.company ?? null,
  phone: lead.phone ?? null,
  status: lead.status,
  candidate: lead.candidate,
  score: lead.score,
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

/** The reasons, the weightiest first. */
const presentReasons = (reasons: Lead['reasons']) =>
  DEFAULT_RULES.map(({ id, label }) => ({ rule: id, label, points: reasons[id] ?? 0 }))
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));

/** Where the person came from when they first and when they last posted a form. */
export interface LeadAttribution {
  readonly first?: Attribution | undefined;
  readonly last?: Attribution | undefined;
}

/** The import that a lead came with, or `undefined`. */
export const importOfLead = ({ source }: Lead): string | undefined => /^import:(.+)$/.exec(source)?.[1];

const presentSource = (lead: Lead, importName: string | undefined) => {
  const formId = /^form:(.+)$/.exec(lead.source)?.[1] ?? null;
  const importId = importOfLead(lead) ?? null;
  const kind = formId !== null ? ('form' as const) : importId !== null ? ('import' as const) : ('rep' as const);
  return { kind, formId, importId, importName: importName ?? null };
};

/** A lead with its reasons, checklist and gate; `importName` is what the import is called that it came with. */
export const presentLead = (
  lead: Lead,
  attribution: LeadAttribution,
  importName?: string,
): z.output<typeof wireLead> => {
  const { emailDomain, companyDomain, freeMail, disposable } = enrichEmail(lead.email);
  return {
    ...presentLeadSummary(lead),
    partyId: lead.partyId,
    firstName: lead.firstName ?? null,
    lastName: lead.lastName ?? null,
    title: lead.title ?? null,
    phoneE164: toE164(lead.phone) ?? null,
    source: { ...presentSource(lead, importName), utm: attribution.first?.parameters ?? {} },
    attribution: { first: attribution.first ?? null, last: attribution.last ?? null },
    custom: lead.custom ?? {},
    tags: lead.tags ?? [],
    externalIds: lead.externalIds ?? {},
    emailDomain: emailDomain ?? null,
    companyDomain: companyDomain ?? null,
    freeMail,
    disposable,
    scoreReasons: presentReasons(lead.reasons),
    submissionCount: lead.submissionCount,
    qualification: presentQualification(lead.qualification),
    gate: checkGate(lead.lastTouch !== undefined, lead.qualification),
    conversion: lead.conversion ? presentConversion(lead.conversion) : null,
    updatedAt: lead.updatedAt,
    version: lead.version,
  };
};
