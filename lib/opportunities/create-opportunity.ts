import type * as z from 'zod';
import { getAccount, replaceAccount } from '../accounts/account-repository.ts';
import { getContact } from '../contacts/contact-repository.ts';
import { notFound } from '../errors.ts';
import { changeExtras } from '../fields/change-extras.ts';
import { newId } from '../ids.ts';
import type { Table } from '../table/table.ts';
import { type Desk, edited, nowOf } from '../use-case.ts';
import type { opportunityRoutes } from './opportunity-contract.ts';
import type { Opportunity } from './opportunity-entity.ts';
import { insertOpportunity } from './opportunity-repository.ts';
import { FIRST_STAGE, SALES_PIPELINE } from './pipeline.ts';

/** Errors: `contact-not-found` when the contact is nobody or at another account. */
export const requireContactAt = async (
  table: Table,
  contactId: string | undefined,
  accountId: string,
): Promise<void> => {
  if (contactId && (await getContact(table, contactId)).accountId !== accountId) throw notFound('contact');
};

/** Makes an opportunity at an account, owned by the caller: new business with a prospect, a repeat sale with a customer unless said otherwise. */
export const createOpportunity = async (
  desk: Desk,
  body: z.output<typeof opportunityRoutes.createOpportunity.body>,
): Promise<Opportunity> => {
  const account = await getAccount(desk.table, body.accountId);
  await requireContactAt(desk.table, body.contactId, account.id);
  const at = nowOf(desk);
  const opportunity: Opportunity = {
    ...body,
    ...(await changeExtras(desk.table, 'opportunity', {}, body)),
    id: newId(desk.now()),
    kind: body.kind ?? (account.status === 'customer' ? 'repeat' : 'new'),
    pipelineId: SALES_PIPELINE.id,
    stage: FIRST_STAGE,
    ownerId: desk.actor.id,
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  await desk.table.transact([
    insertOpportunity(opportunity),
    // The hint has done its work once somebody acts on it.
    ...(account.repeatSaleHint ? [replaceAccount(edited(account, { repeatSaleHint: undefined }, at))] : []),
  ]);
  return opportunity;
};
