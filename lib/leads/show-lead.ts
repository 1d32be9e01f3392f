import type * as z from 'zod';
import { findImport } from '../imports/import-repository.ts';
import { findSubmissions } from '../submissions/submission-repository.ts';
import type { lead as wireLead } from './lead-contract.ts';
import type { LeadDesk } from './lead-desk.ts';
import type { Lead } from './lead-entity.ts';
import { importOfLead, presentLead } from './present-lead.ts';

/** A lead as the API shows it, with the attribution of its first and its last submission, and the name of its import, which are read from them. */
export const showLead = async (
  { table, scorers }: Pick<LeadDesk, 'table' | 'scorers'>,
  lead: Lead,
): Promise<z.output<typeof wireLead>> => {
  const { submissionId, lastSubmissionId = submissionId } = lead;
  const ids = [submissionId, lastSubmissionId].flatMap((id) => id ?? []);
  const submissions = ids.length > 0 ? await findSubmissions(table, ids) : [];
  const attributionOf = (id: string | undefined) => submissions.find((one) => one.id === id)?.attribution;
  const importId = importOfLead(lead);
  const one = importId === undefined ? undefined : await findImport(table, importId);
  const attribution = { first: attributionOf(submissionId), last: attributionOf(lastSubmissionId) };
  const [today, itsOwn] = await Promise.all([scorers.current(), scorers.ofVersion(lead.rules)]);
  return presentLead(lead, { today, itsOwn }, attribution, one?.options?.source ?? one?.name);
};
