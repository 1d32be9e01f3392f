import type { ApiModule } from '../../lib/contract/api.ts';
import type { TableAccess } from '../data/crm-table.ts';
import type { PeopleAction } from '../data/sign-in.ts';

export interface ApiFunctionNeeds {
  /** One sentence for whoever reads the list of functions in the console. */
  readonly purpose: string;
  readonly table: TableAccess;
  readonly sendsLeadEvents?: boolean;
  readonly people?: readonly PeopleAction[];
  /** Whether it tells browsers where and how to sign in. */
  readonly tellsSignIn?: boolean;
}

/** What each function of the API may do, and nothing more: held against every recorded call by the tests. */
export const API_FUNCTIONS: Readonly<Record<ApiModule, ApiFunctionNeeds>> = {
  capture: {
    purpose: 'Takes what forms post',
    table: { actions: ['GetItem', 'PutItem'] },
    sendsLeadEvents: true,
  },
  submissions: {
    purpose: 'Says what became of a submission, and sends failed ones again',
    table: { actions: ['GetItem'], indexes: ['byList'] },
    sendsLeadEvents: true,
  },
  leads: {
    purpose: 'Leads, from the first scrap to conversion',
    table: {
      actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
      indexes: ['byList', 'byOwner'],
    },
  },
  accounts: {
    purpose: 'Accounts and their timelines',
    table: {
      actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'],
      indexes: ['byList', 'byOwner', 'byAccount'],
    },
  },
  contacts: {
    purpose: 'Contacts and their timelines',
    table: {
      actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
      indexes: ['byAccount'],
    },
  },
  opportunities: {
    purpose: 'Opportunities and the pipeline',
    table: {
      actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'],
      indexes: ['byList', 'byOwner', 'byAccount'],
    },
  },
  users: {
    purpose: 'The people who work here and their roles',
    table: { actions: ['GetItem', 'Query', 'PutItem'] },
    people: ['AdminGetUser', 'AdminCreateUser', 'AdminAddUserToGroup'],
  },
  platform: {
    purpose: 'Health, the OpenAPI document, and where to sign in',
    table: { actions: ['GetItem'] },
    tellsSignIn: true,
  },
};
