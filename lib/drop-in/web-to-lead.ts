import type { Form } from '../forms/form.ts';
import { type FieldNames, renameFields } from './rename-fields.ts';

/** Salesforce's names (https://help.salesforce.com/s/articleView?id=sales.setting_up_web-to-lead.htm). */
const NAMES: FieldNames = {
  email: 'email',
  firstName: 'first_name',
  lastName: 'last_name',
  company: 'company',
  title: 'title',
  phone: 'phone',
  industry: 'industry',
  employees: 'employees',
  country: 'country',
  message: 'description',
};

/** Fields that steer Web-to-Lead and say nothing of the person. */
const STEERING = new Set(['oid', 'retURL', 'debug', 'debugEmail', 'encoding', 'submit']);

/** The fields of a Web-to-Lead post in the words of the form. */
export const readWebToLead = (form: Form, posted: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  renameFields(form, NAMES, Object.fromEntries(Object.entries(posted).filter(([name]) => !STEERING.has(name))));

/**
 * Where the browser goes after a Web-to-Lead post: to `retURL` when the form allows that page's origin, so that nobody can borrow our name to send people
 * anywhere, else to the form's own thank-you page. As a URL writes itself: what was posted may have line breaks in it, which end a header.
 */
export const returnAddress = ({ id, allowedOrigins, thankYou }: Form, retURL: unknown): string => {
  const own = thankYou.redirect ?? `/f/${id}/thanks`;
  if (typeof retURL !== 'string' || !URL.canParse(retURL)) return own;
  const { protocol, origin, href } = new URL(retURL);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && (allowedOrigins.includes('*') || allowedOrigins.includes(origin)) ? href : own;
};
