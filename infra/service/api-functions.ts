import type { ApiModule } from '../../lib/contract/api.ts';
import type { TableAccess } from '../data/crm-table.ts';
import type { FileAccess } from '../data/import-bucket.ts';
import type { PeopleAction } from '../data/sign-in.ts';

export interface ApiFunctionNeeds {
  /** One sentence for whoever reads the list of functions in the console. */
  readonly purpose: string;
  /** Megabytes; a whole processor where it computes for seconds. Default: that of every function. */
  readonly memorySize?: number;
  readonly table: TableAccess;
  readonly sendsLeadEvents?: boolean;
  /** Whether it asks for look-ups of companies. */
  readonly asksForLookUps?: boolean;
  readonly files?: FileAccess;
  /** Whether it starts jobs of imports. */
  readonly startsImportJobs?: boolean;
  /** Whether it starts jobs that go through all leads with scoring rules. */
  readonly startsScoringJobs?: boolean;
  /** Whether it looks at where a visitor comes from. */
  readonly knowsCdn?: boolean;
  readonly people?: readonly PeopleAction[];
  /** Whether it has to know if mail can be sent. */
  readonly knowsSender?: boolean;
  /** Whether it tells browsers where and how to sign in. */
  readonly tellsSignIn?: boolean;
}

/** What each function of the API may do, and nothing more: held against every recorded call by the tests. */
export const API_FUNCTIONS: Readonly<Record<ApiModule, ApiFunctionNeeds>> = {
  capture: {
    purpose: 'Takes what forms post',
    knowsCdn: true,
    table: { actions: ['GetItem', 'PutItem', 'UpdateItem'] },
    sendsLeadEvents: true,
  },
  submissions: {
    purpose: 'Says what became of a submission, and sends failed ones again',
    table: { actions: ['GetItem', 'PutItem'], indexes: ['byList'] },
    sendsLeadEvents: true,
  },
  forms: {
    purpose: 'Forms as data, with their versions',
    table: { actions: ['GetItem', 'PutItem', 'DeleteItem'], indexes: ['byList'] },
    knowsSender: true,
  },
  formPages: {
    purpose: 'Shows forms: the embed script, and a page of their own',
    // Puts the signing secret, once in an installation's life, if it is the first to need it.
    table: { actions: ['GetItem', 'PutItem'] },
  },
  leads: {
    purpose: 'Leads, from the first scrap to conversion, and those that are likely the same person',
    table: {
      actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
      indexes: ['byList', 'byOwner', 'byRelation'],
    },
    asksForLookUps: true,
  },
  accounts: {
    purpose: 'Accounts and their timelines',
    table: {
      actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'],
      indexes: ['byList', 'byOwner', 'byRelation'],
    },
  },
  contacts: {
    purpose: 'Contacts and their timelines',
    table: {
      actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
      indexes: ['byRelation'],
    },
  },
  consents: {
    purpose: 'What people agreed to, and the page behind a confirmation link',
    table: { actions: ['GetItem', 'Query', 'PutItem'] },
  },
  opportunities: {
    purpose: 'Opportunities and the pipeline',
    table: {
      actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'],
      indexes: ['byList', 'byOwner', 'byRelation'],
    },
  },
  imports: {
    purpose: 'Imports of lists: upload, plan, commit and undo',
    table: {
      actions: ['GetItem', 'Query', 'PutItem'],
      indexes: ['byList'],
    },
    files: { read: ['imports', 'work'], write: ['imports'], abortUploads: true, asksWhatIsThere: true },
    startsImportJobs: true,
  },
  users: {
    purpose: 'The people who work here, their roles, and what they are told',
    table: { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem'] },
    people: ['AdminGetUser', 'AdminCreateUser', 'AdminAddUserToGroup'],
  },
  settings: {
    purpose: 'Settings of the installation: custom fields, import folders, providers',
    // Deletes the key of a provider that somebody takes away.
    table: { actions: ['GetItem', 'PutItem', 'DeleteItem'] },
  },
  routing: {
    purpose: 'Who gets which leads: settings, and what proposed ones would do',
    // The simulation goes through thousands of leads.
    memorySize: 1769,
    table: { actions: ['GetItem', 'Query', 'PutItem'], indexes: ['byList'] },
  },
  scoring: {
    purpose: 'How leads are scored: rules, simulations, publications',
    table: { actions: ['GetItem', 'Query', 'PutItem'] },
    startsScoringJobs: true,
  },
  platform: {
    purpose: 'Health, the OpenAPI document, and where to sign in',
    table: { actions: ['GetItem'] },
    tellsSignIn: true,
  },
};
