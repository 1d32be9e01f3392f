import * as z from 'zod';
import { emailAddress, emptyable, line, phoneNumber, recordId } from '../contract/fields.ts';
import { isCountry } from '../enrichment/country.ts';
import { MOST_EMPLOYEES } from '../enrichment/head-count.ts';
import { customInput, tags } from '../fields/field-contract.ts';

/** The fields of a person, and how long they may be. */
export const personFields = {
  firstName: line(100),
  lastName: line(100),
  company: line(200),
  title: line(100),
  phone: phoneNumber,
};

/** The fields of a person's company. */
const companyFields = {
  industry: line(100),
  employees: z
    .number()
    .int('must be a whole number of people')
    .min(1, 'must be a whole number of people')
    .max(MOST_EMPLOYEES, 'is more than any company has'),
  /** ISO 3166, two capital letters. */
  country: z.string().trim().toUpperCase().refine(isCountry, 'must be the code of a country such as DE'),
};

/** What a rep enters: enough to reach somebody, or to find them. */
export const createLeadBody = z
  .strictObject({
    email: emailAddress.optional(),
    firstName: personFields.firstName.optional(),
    lastName: personFields.lastName.optional(),
    company: personFields.company.optional(),
    title: personFields.title.optional(),
    phone: personFields.phone.optional(),
    industry: companyFields.industry.optional(),
    employees: companyFields.employees.optional(),
    country: companyFields.country.optional(),
    ownerId: recordId.nullable().optional(),
    custom: customInput.optional(),
    tags: tags.optional(),
  })
  .refine((body) => body.email || body.phone || (body.lastName && body.company), {
    message: 'an e-mail address, a phone number, or a last name with a company is needed',
    path: ['email'],
  });

/** What of a lead changes; null empties a field. */
export const updateLeadBody = z.strictObject({
  email: emptyable(emailAddress),
  firstName: emptyable(personFields.firstName),
  lastName: emptyable(personFields.lastName),
  company: emptyable(personFields.company),
  title: emptyable(personFields.title),
  phone: emptyable(personFields.phone),
  industry: emptyable(companyFields.industry),
  employees: emptyable(companyFields.employees),
  country: emptyable(companyFields.country),
  custom: customInput.optional(),
  tags: tags.optional(),
  ownerId: emptyable(z.string().max(64)),
});
