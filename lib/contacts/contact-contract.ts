import * as z from 'zod';
import {
  lastTouch,
  logActivityBody,
  timelineEntry,
  timelinePage,
  timelineQuery,
} from '../activities/activity-contract.ts';
import {
  emailAddress,
  emptyable,
  idParams,
  instant,
  line,
  page,
  pageQuery,
  phoneNumber,
  recordId,
} from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { customInput, customValues, tags } from '../fields/field-contract.ts';
import { EVERYONE, SALES } from '../users/role.ts';

export const contact = z.object({
  id: recordId,
  partyId: recordId,
  accountId: recordId,
  /** The lead from which the contact came, if it came from one. */
  leadId: recordId.nullable(),
  name: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  /** The phone number in E.164, when it says its country. */
  phoneE164: z.string().nullable(),
  title: z.string().nullable(),
  lastTouch: lastTouch.nullable(),
  custom: customValues,
  tags: z.array(z.string()),
  createdAt: instant,
  updatedAt: instant,
  version: z.number().int(),
});

const person = {
  firstName: line(100),
  lastName: line(100),
  title: line(100),
  phone: phoneNumber,
};

export const contactRoutes = {
  listContacts: defineRoute({
    method: 'GET',
    path: '/v1/contacts',
    summary: 'The contacts of an account, oldest first',
    access: EVERYONE,
    recordScope: 'all',
    query: z.object({ accountId: recordId, ...pageQuery }),
    responses: { 200: page(contact) },
    errors: ['invalid-cursor'],
  }),
  createContact: defineRoute({
    method: 'POST',
    path: '/v1/contacts',
    summary: 'Makes a contact at an account; 409 when a contact or an open lead has the address',
    access: SALES,
    recordScope: 'all',
    body: z
      .strictObject({
        accountId: recordId,
        custom: customInput.optional(),
        tags: tags.optional(),
        email: emailAddress.optional(),
        firstName: person.firstName.optional(),
        lastName: person.lastName.optional(),
        title: person.title.optional(),
        phone: person.phone.optional(),
      })
      .refine((body) => body.email || body.lastName || body.firstName, {
        message: 'a name or an e-mail address is needed',
        path: ['lastName'],
      }),
    responses: { 201: contact },
    errors: ['account-not-found', 'contact-exists', 'lead-exists'],
  }),
  getContact: defineRoute({
    method: 'GET',
    path: '/v1/contacts/{id}',
    summary: 'One contact',
    access: EVERYONE,
    recordScope: 'all',
    params: idParams,
    responses: { 200: contact },
    errors: ['contact-not-found'],
  }),
  updateContact: defineRoute({
    method: 'PATCH',
    path: '/v1/contacts/{id}',
    summary: 'Changes fields; null empties one',
    access: SALES,
    recordScope: 'all',
    params: idParams,
    body: z.strictObject({
      email: emptyable(emailAddress),
      custom: customInput.optional(),
      tags: tags.optional(),
      firstName: emptyable(person.firstName),
      lastName: emptyable(person.lastName),
      title: emptyable(person.title),
      phone: emptyable(person.phone),
    }),
    ifMatch: 'required',
    responses: { 200: contact },
    errors: ['contact-not-found', 'contact-exists', 'lead-exists', 'version-mismatch'],
  }),
  getContactTimeline: defineRoute({
    method: 'GET',
    path: '/v1/contacts/{id}/timeline',
    summary: 'What happened with this person, newest first, from the first scrap on',
    access: EVERYONE,
    recordScope: 'all',
    params: idParams,
    query: timelineQuery,
    responses: { 200: timelinePage },
    errors: ['contact-not-found', 'invalid-cursor'],
  }),
  logContactActivity: defineRoute({
    method: 'POST',
    path: '/v1/contacts/{id}/activities',
    summary: 'Logs a call, e-mail, meeting or note with the contact',
    access: SALES,
    recordScope: 'all',
    params: idParams,
    body: logActivityBody,
    responses: { 201: timelineEntry },
    errors: ['contact-not-found', 'activity-in-future'],
  }),
};
