import { partyTimeline, type TimelineEntry } from '../activities/timeline-entry-entity.ts';
import { addTimelineEntry, removeTimelineEntry } from '../activities/timeline-repository.ts';
import type { ConsentEntry } from '../consent/consent-entity.ts';
import { addConsent, removeConsent } from '../consent/consent-repository.ts';
import { caseNames } from '../enrichment/case-names.ts';
import { originWithCasing, tracedChange } from '../enrichment/provenance.ts';
import { mailboxOf } from '../identity/email.ts';
import { claimEmail, forgetEmail, releaseEmail } from '../identity/email-identity-repository.ts';
import { claimExternal, releaseExternal } from '../identity/external-identity-repository.ts';
import { idOf } from '../ids.ts';
import { enteredAgain } from '../leads/create-lead.ts';
import { newLead } from '../leads/lead.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { insertLead, removeLead, replaceLead } from '../leads/lead-repository.ts';
import { type Scoring, scoreBack, scoreChange } from '../leads/score-change.ts';
import type { PastScore } from '../scoring/past-score-entity.ts';
import { addPastScore } from '../scoring/past-score-repository.ts';
import type { Write } from '../table/table.ts';
import { edited } from '../use-case.ts';
import type { RowRules } from './import-job.ts';
import { mergeRow } from './merge-row.ts';
import type { PlanRow } from './plan-row.ts';
import type { RowScoring } from './row-scoring.ts';

/** The id of what a row makes: the same whoever makes it, and however often. */
export const idOfRow = ({ importId, committedAt }: Pick<RowRules, 'importId' | 'committedAt'>, row: number): string =>
  idOf(committedAt, `${importId}#${row}`);

const isoOf = ({ committedAt }: RowRules): string => new Date(committedAt).toISOString();

/** The lead that a row makes. */
export const leadOfRow = (
  rules: RowRules,
  { row, told, known }: PlanRow,
  ownerId: string | undefined,
  { scorer }: Pick<Scoring, 'scorer'>,
): Lead => {
  const { email, firstName, lastName, company, title, phone, industry, employees, country, custom, externalId } = told;
  const { tags = [], externalSystem = '' } = rules.options;
  const allTags = [...new Set([...tags, ...(told.tags ?? [])])];
  return newLead(
    {
      id: idOfRow(rules, row),
      partyId: known?.partyId,
      fields: { email, firstName, lastName, company, title, phone, industry, employees, country },
      custom,
      tags: allTags.length > 0 ? allTags : undefined,
      externalIds: externalId === undefined ? undefined : { [externalSystem]: externalId },
      source: `import:${rules.importId}`,
      ownerId,
      submissionCount: 0,
      now: isoOf(rules),
    },
    { scorer, now: rules.committedAt },
  );
};

/** The lead that a row changes, as it is afterwards but for its score. */
export const changedByRow = (rules: RowRules, before: Lead, row: PlanRow): Lead => {
  const merged = mergeRow(before, row.told, rules.policyOf, rules.options);
  const origin = { by: `import:${rules.importId}`, at: rules.committedAt };
  const provenance = tracedChange(before, merged, originWithCasing(origin, caseNames(row.told).cased));
  return edited({ ...merged, ...(provenance && { provenance }) }, {}, isoOf(rules));
};

const consentOf = (rules: RowRules, { id, partyId }: Lead): ConsentEntry[] => {
  const { consent } = rules.options;
  if (!consent) return [];
  const { importId } = rules;
  return [{ id, partyId, purpose: consent.purpose, state: 'given', at: isoOf(rules), importId }];
};

const externalsOf = ({ options }: RowRules, lead: Lead) =>
  Object.entries(lead.externalIds ?? {})
    .filter(([system]) => system === options.externalSystem)
    .map(([system, externalId]) => ({ system, externalId, leadId: lead.id }));

/** What a person's timeline says of a lead that an import changed. */
const importEntry = (rules: RowRules, lead: Lead, row: number): TimelineEntry => ({
  id: idOfRow(rules, row),
  kind: 'system',
  event: 'lead-imported',
  at: isoOf(rules),
  by: rules.createdBy,
  subject: rules.name,
  on: { type: 'lead', id: lead.id },
  timeline: partyTimeline(lead.partyId),
});

const createWrites = (rules: RowRules, row: PlanRow, lead: Lead): Write[] => {
  const { id: leadId, partyId, email } = lead;
  return [
    insertLead(lead),
    ...(email === undefined ? [] : [claimEmail(email, row.known, { partyId, leadId })]),
    ...externalsOf(rules, lead).map(claimExternal),
    ...consentOf(rules, lead).map(addConsent),
    ...(row.known ? [addTimelineEntry(enteredAgain(lead, rules.createdBy))] : []),
  ];
};

/** The version of a lead that a row wrote, if nobody did anything to it since; that it was scored anew is nobody's doing. */
const versionOf = (written: Lead, now: Lead | undefined): number => {
  const scoredSince = (now?.rescored ?? 0) - (written.rescored ?? 0);
  return now?.version === written.version + scoredSince ? now.version : written.version;
};

/** Takes an address back that a row brought: whoever was known under it before is so again, and if that was nobody, nobody is. */
const giveUpEmail = ({ known }: PlanRow, email: string, { id: leadId, partyId }: Lead): Write =>
  known ? claimEmail(email, { mailbox: mailboxOf(email), partyId, leadId }, known) : forgetEmail(email, leadId);

const uncreateWrites = (rules: RowRules, row: PlanRow, now: Lead | undefined, scoring: Scoring): Write[] => {
  const lead = leadOfRow(rules, row, undefined, scoring);
  const { email } = lead;
  return [
    removeLead({ id: lead.id, version: versionOf(lead, now) }),
    ...(email === undefined ? [] : [giveUpEmail(row, email, lead)]),
    ...externalsOf(rules, lead).map(releaseExternal),
    ...consentOf(rules, lead).map(removeConsent),
    ...(row.known ? [removeTimelineEntry(enteredAgain(lead, undefined))] : []),
  ];
};

const hasMoved = (from: Lead, to: Lead): boolean =>
  (from.email && mailboxOf(from.email)) !== (to.email && mailboxOf(to.email));

const claimedEmail = (row: PlanRow, from: Lead, to: Lead): Write[] => {
  if (!hasMoved(from, to) || to.email === undefined) return [];
  const { id: leadId, partyId } = to;
  return [
    ...(from.email === undefined ? [] : [releaseEmail(from.email, { leadId })]),
    claimEmail(to.email, row.known, { partyId, leadId }),
  ];
};

const returnedEmail = (row: PlanRow, from: Lead, to: Lead): Write[] => {
  if (!hasMoved(from, to) || to.email === undefined) return [];
  const { id: leadId, partyId, email } = from;
  return [
    giveUpEmail(row, to.email, to),
    // The commit left the address without a holder and the person known.
    ...(email === undefined ? [] : [claimEmail(email, { mailbox: mailboxOf(email), partyId }, { partyId, leadId })]),
  ];
};

/** The ids of the import's system that one of two states of a lead has and the other has not. */
const externalsBeyond = (rules: RowRules, lead: Lead, other: Lead) => {
  const had = new Set(externalsOf(rules, other).map(({ externalId }) => externalId));
  return externalsOf(rules, lead).filter(({ externalId }) => !had.has(externalId));
};

const kept = (past: PastScore | undefined): Write[] => (past ? [addPastScore(past)] : []);

/** What a change of a lead writes beside the lead and its past score. */
const besideUpdate = (rules: RowRules, row: PlanRow, before: Lead, after: Lead): Write[] => [
  ...claimedEmail(row, before, after),
  ...externalsBeyond(rules, before, after).map(releaseExternal),
  ...externalsBeyond(rules, after, before).map(claimExternal),
  addTimelineEntry(importEntry(rules, after, row.row)),
];

const updateWrites = (rules: RowRules, row: PlanRow, before: Lead, scoring: RowScoring): Write[] => {
  const changed = changedByRow(rules, before, row);
  const { lead: after, past } = scoreChange(before, changed, scoring, scoring.itsOwn(before));
  return [replaceLead(after), ...besideUpdate(rules, row, before, after), ...kept(past)];
};

const restoreWrites = (
  rules: RowRules,
  row: PlanRow,
  before: Lead,
  { current, scoring }: { current: Lead | undefined; scoring: RowScoring },
): Write[] => {
  const after = changedByRow(rules, before, row);
  const { rescored, rules: version, scoredAt, score, candidate } = current ?? before;
  const restored: Lead = {
    ...before,
    rescored,
    updatedAt: new Date(scoring.now).toISOString(),
    version: versionOf(after, current) + 1,
  };
  const scored = { ...after, score, candidate, scoredAt, rules: version };
  const { lead, past } = scoreBack(scored, restored, scoring, scoring.itsOwn(scored));
  return [
    replaceLead(lead),
    ...returnedEmail(row, before, after),
    ...externalsBeyond(rules, after, before).map(releaseExternal),
    ...externalsBeyond(rules, before, after).map(claimExternal),
    removeTimelineEntry(importEntry(rules, after, row.row)),
    ...kept(past),
  ];
};

/** The name that a row's writes have in a transaction, so that a failed one tells its row. */
const ofRow =
  (row: number) =>
  (write: Write): Write => ({ ...write, label: `${row}:${write.label}` });

/** The row to which a write of a transaction belongs, or `undefined` for one that belongs to none. */
export const rowOfLabel = (label: string): number | undefined => {
  const [, row] = /^(\d+):/.exec(label) ?? [];
  return row === undefined ? undefined : Number(row);
};

/**
 * What a planned row writes when it is committed; `lead` is the one that a row makes which changes none, as it is to be stored. Without it the lead is whose the
 * row says.
 */
export const commitWrites = (rules: RowRules, row: PlanRow, lead: Lead | undefined, scoring: RowScoring): Write[] => {
  const writes = row.before
    ? updateWrites(rules, row, row.before, scoring)
    : createWrites(rules, row, lead ?? leadOfRow(rules, row, row.told.ownerId, scoring));
  return writes.map(ofRow(row.row));
};

/** The most items that a row writes, when it is committed and when it is undone: the same whichever scoring rules hold then. */
export const countWrites = (rules: RowRules, row: PlanRow): number => {
  const { told, known, before } = row;
  // The lead and its past score, and what comes with them.
  if (before) return 2 + besideUpdate(rules, row, before, changedByRow(rules, before, row)).length;
  const { externalSystem, consent } = rules.options;
  const hasExternal = told.externalId !== undefined && externalSystem !== undefined;
  const parts = [told.email !== undefined, hasExternal, consent !== undefined, known !== undefined];
  return 1 + parts.filter(Boolean).length;
};

/** What takes a committed row back, provided that nobody edited the record since; `current` is the record as it is now. */
export const undoWrites = (rules: RowRules, row: PlanRow, current: Lead | undefined, scoring: RowScoring): Write[] => {
  const writes = row.before
    ? restoreWrites(rules, row, row.before, { current, scoring })
    : uncreateWrites(rules, row, current, scoring);
  return writes.map(ofRow(row.row));
};

/** The id of the lead that a row made or changed. */
export const leadIdOf = (rules: RowRules, { before, row }: PlanRow): string => before?.id ?? idOfRow(rules, row);
