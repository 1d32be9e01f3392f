import type * as z from 'zod';
import { findSubmissions } from '../submissions/submission-repository.ts';
import type { Table } from '../table/table.ts';
import type { lead as wireLead } from './lead-contract.ts';
import type { Lead } from './lead-entity.ts';
import { presentLead } from './present-lead.ts';

/** A lead as the API shows it, with the attribution of its first and its last submission, which is read from them. */
export const showLead = async (table: Table, lead: Lead): Promise<z.output<typeof wireLead>> => {
  const { submissionId, lastSubmissionId = submissionId } = lead;
  const ids = [submissionId, lastSubmissionId].flatMap((id) => id ?? []);
  const submissions = ids.length > 0 ? await findSubmissions(table, ids) : [];
  const attributionOf = (id: string | undefined) => submissions.find((one) => one.id === id)?.attribution;
  return presentLead(lead, { first: attributionOf(submissionId), last: attributionOf(lastSubmissionId) });
};
