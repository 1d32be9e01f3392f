import type * as z from 'zod';
import { findAccountByDomain } from '../accounts/account-repository.ts';
import { enrichEmail } from '../enrichment/enrich-email.ts';
import { phoneFacts } from '../enrichment/phone-facts.ts';
import { timeOfCountry } from '../enrichment/time-zone.ts';
import { findImport } from '../imports/import-repository.ts';
import { findSubmissions } from '../submissions/submission-repository.ts';
import type { Table } from '../table/table.ts';
import type { lead as wireLead } from './lead-contract.ts';
import type { LeadDesk } from './lead-desk.ts';
import type { Lead } from './lead-entity.ts';
import { importOfLead, presentLead, type Surroundings } from './present-lead.ts';

/** What the lead's own data say about it: the line of its phone number, the time there, and whose domain it has. */
const surroundingsOf = async (table: Table, lead: Lead, now: number): Promise<Surroundings> => {
  const phone = phoneFacts(lead.phone) ?? null;
  const account = await findAccountByDomain(table, enrichEmail(lead.email).companyDomain);
  return {
    phoneFacts: phone,
    time: timeOfCountry(phone?.country ?? lead.country, now) ?? null,
    accountMatch: account ? { id: account.id, name: account.name } : null,
  };
};

/** A lead as the API shows it, with the attribution of its first and its last submission, and the name of its import, which are read from them. */
export const showLead = async (
  { table, scorers, now }: Pick<LeadDesk, 'table' | 'scorers' | 'now'>,
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
  const surroundings = await surroundingsOf(table, lead, now());
  return presentLead(lead, { today, itsOwn }, attribution, one?.options?.source ?? one?.name, surroundings);
};
