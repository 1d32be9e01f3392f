import type { Target } from './list-mapping.ts';

/** How another system names the columns of its exports. */
export interface Preset {
  /** The system, by which ids of it are kept apart. */
  readonly name: string;
  /** Headers that few others use, in lower case; two of them tell the system. */
  readonly marks: readonly string[];
  /** The headers of each field in lower case, the better one first. */
  readonly columns: Readonly<Partial<Record<Target, readonly string[]>>>;
}

/** How many distinctive headers tell a system. */
const ENOUGH_MARKS = 2;

/** Exports of seven systems, by the headers of their lead and contact lists and of their data interfaces. */
const PRESETS: readonly Preset[] = [
  {
    name: 'salesforce',
    marks: [
      'lead id',
      'company / account',
      'lead owner alias',
      'contact owner alias',
      'mailing street',
      'mailing state/province',
      'state/province',
      'mailingstreet',
      'masterrecordid',
      'reportstoid',
      'isconverted',
      'isdeleted',
      'mobilephone',
      'ownerid',
      'leadsource',
      'systemmodstamp',
      'hasoptedoutofemail',
    ],
    columns: {
      externalId: ['lead id', 'contact id', 'id'],
      email: ['email'],
      firstName: ['first name', 'firstname'],
      lastName: ['last name', 'lastname'],
      fullName: ['name', 'full name'],
      company: ['company / account', 'company', 'account name', 'account.name'],
      title: ['title'],
      phone: ['phone', 'business phone', 'mobile', 'mobilephone', 'homephone'],
      owner: ['lead owner', 'contact owner', 'owner.email', 'owner.name'],
    },
  },
  {
    name: 'hubspot',
    marks: [
      'contact owner',
      'lifecycle stage',
      'marketing contact status',
      'associated company',
      'associated company ids',
      'associated company ids (primary)',
      'original source',
      'original traffic source',
      'record id - contact',
      'unsubscribed from all email',
      'hs_object_id',
      'lifecyclestage',
      'hubspot_owner_id',
      'hs_lead_status',
    ],
    columns: {
      externalId: ['record id', 'record id - contact', 'contact id', 'hs_object_id', 'vid'],
      email: ['email', 'work email'],
      firstName: ['first name', 'firstname'],
      lastName: ['last name', 'lastname'],
      company: ['company name', 'company', 'associated company', 'associated company (primary)'],
      title: ['job title', 'jobtitle'],
      phone: ['phone number', 'phone', 'mobile phone number', 'mobilephone'],
      owner: ['contact owner'],
    },
  },
  {
    name: 'zoho',
    marks: [
      'lead owner.id',
      'contact owner.id',
      'created by.id',
      'modified by.id',
      'account name.id',
      'converted account.id',
      'email opt out',
      'no. of employees',
      'skype id',
      'secondary email',
      'leadid',
      'smownerid',
    ],
    columns: {
      externalId: ['record id', 'lead id', 'contact id', 'leadid', 'contactid'],
      email: ['email', 'secondary email'],
      firstName: ['first name'],
      lastName: ['last name'],
      fullName: ['full name', 'lead name', 'contact name'],
      company: ['company', 'account name'],
      title: ['title', 'designation'],
      phone: ['phone', 'mobile', 'home phone', 'other phone'],
      owner: ['lead owner', 'contact owner'],
      tags: ['tag'],
    },
  },
  {
    name: 'pipedrive',
    marks: [
      'person - id',
      'person - name',
      'person - first name',
      'person - last name',
      'person - email - work',
      'person - email - home',
      'person - email',
      'person - phone - work',
      'person - phone',
      'person - organization',
      'person - owner',
      'person - label',
      'organization - name',
      'lead - title',
      'lead - owner',
      'lead - id',
      'deal - title',
    ],
    columns: {
      externalId: ['person - id', 'lead - id'],
      email: ['person - email - work', 'person - email', 'person - email - other', 'person - email - home'],
      firstName: ['person - first name'],
      lastName: ['person - last name'],
      fullName: ['person - name', 'lead - contact person'],
      company: ['person - organization', 'organization - name', 'lead - organization'],
      title: ['person - job title'],
      phone: ['person - phone - work', 'person - phone', 'person - phone - mobile', 'person - phone - other'],
      owner: ['person - owner', 'lead - owner'],
      tags: ['person - labels', 'person - label', 'lead - labels', 'lead - label'],
    },
  },
  {
    name: 'dynamics',
    marks: [
      '(do not modify) lead',
      '(do not modify) contact',
      '(do not modify) row checksum',
      '(do not modify) modified on',
      'emailaddress1',
      'telephone1',
      'companyname',
      'leadid',
      'contactid',
      'parentcustomerid',
      'statuscode',
    ],
    columns: {
      externalId: ['(do not modify) lead', '(do not modify) contact', 'leadid', 'contactid'],
      email: ['email', 'email address', 'email address 1', 'emailaddress1'],
      firstName: ['first name', 'firstname'],
      lastName: ['last name', 'lastname'],
      fullName: ['name', 'full name', 'fullname'],
      company: ['company name', 'companyname', 'account name'],
      title: ['job title', 'jobtitle'],
      phone: ['business phone', 'telephone1', 'mobile phone', 'mobilephone'],
      owner: ['owner'],
    },
  },
  {
    name: 'odoo',
    marks: [
      'email_from',
      'partner_name',
      'contact_name',
      'user_id',
      'user_id/id',
      'team_id',
      'stage_id',
      'tag_ids',
      'external id',
      'salesperson',
      'sales team',
      'job position',
      'salesperson/external id',
      'expected revenue',
    ],
    columns: {
      externalId: ['external id', 'id', '.id'],
      email: ['email', 'email_from', 'normalized email'],
      fullName: ['contact name', 'contact_name'],
      company: ['company name', 'partner_name', 'customer', 'partner_id', 'related company', 'parent_id'],
      title: ['job position', 'function'],
      phone: ['phone', 'mobile'],
      owner: ['salesperson', 'user_id', 'user_id/name'],
      tags: ['tags', 'tag_ids', 'tag_ids/name'],
    },
  },
  {
    name: 'suitecrm',
    marks: [
      'non primary e-mails',
      'office phone',
      'assigned user',
      'assigned to',
      'date modified',
      'primary address street',
      'alternate address street',
      'phone_work',
      'phone_mobile',
      'assigned_user_id',
      'assigned_user_name',
      'date_entered',
      'date_modified',
      'primary_address_street',
    ],
    columns: {
      externalId: ['id'],
      email: ['email address', 'email_address', 'email1'],
      firstName: ['first name', 'first_name'],
      lastName: ['last name', 'last_name'],
      company: ['account name', 'account_name'],
      title: ['job title', 'title'],
      phone: ['office phone', 'phone_work', 'mobile', 'phone_mobile'],
      owner: ['assigned to', 'assigned_user_name', 'assigned user name'],
    },
  },
];

/** The system whose export has these headers: the one with the most of its distinctive ones; `undefined` when none has two. */
export const presetFor = (headers: readonly string[]): Preset | undefined => {
  const known = new Set(headers.map((header) => header.trim().toLowerCase()));
  let best: Preset | undefined;
  let most = ENOUGH_MARKS - 1;
  for (const preset of PRESETS) {
    const marks = preset.marks.filter((mark) => known.has(mark)).length;
    if (marks > most) [best, most] = [preset, marks];
  }
  return best;
};
