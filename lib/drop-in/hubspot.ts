import { ATTRIBUTION_PARAMETERS } from '../attribution/attribution.ts';
import { type FieldError, fieldErrorsOf, type SluiceError } from '../errors.ts';
import { type GivenConsent, wordingHash } from '../forms/check-form-post.ts';
import type { Form } from '../forms/form.ts';
import { RESERVED_FIELDS } from '../spam/reserved-fields.ts';
import type { HubspotPost } from './drop-in-contract.ts';
import { type FieldNames, renameFields } from './rename-fields.ts';

/** HubSpot's names (https://developers.hubspot.com/docs/api-reference/legacy/marketing/forms/v3-legacy/submit-data-unauthenticated). */
const NAMES: FieldNames = {
  email: 'email',
  firstName: 'firstname',
  lastName: 'lastname',
  company: 'company',
  title: 'jobtitle',
  phone: 'phone',
  industry: 'industry',
  employees: 'numemployees',
  country: 'country',
  message: 'message',
};

/** Campaign parameters of the page's address, which HubSpot reads from there. */
const parametersOf = (pageUri: string | undefined): Record<string, string> => {
  if (pageUri === undefined || !URL.canParse(pageUri)) return {};
  const { searchParams } = new URL(pageUri);
  return Object.fromEntries(
    ATTRIBUTION_PARAMETERS.flatMap((name) => {
      const value = searchParams.get(name);
      return value ? [[name, value]] : [];
    }),
  );
};

/** The fields of a HubSpot submission in the words of the form, with where the visitor came from. */
export const readHubspotPost = (form: Form, { fields, context = {} }: HubspotPost): Record<string, unknown> => ({
  ...parametersOf(context.pageUri),
  ...renameFields(form, NAMES, Object.fromEntries(fields.map(({ name, value }) => [name, value]))),
  [RESERVED_FIELDS.landingPage]: context.pageUri,
});

/** The consents that a HubSpot submission carries, with the wording that its page showed. */
export const readHubspotConsents = ({ legalConsentOptions }: HubspotPost): GivenConsent[] => {
  const { consentToProcess, text = '', communications = [] } = legalConsentOptions?.consent ?? {};
  return [
    ...(consentToProcess ? [{ purpose: 'processing', wordingHash: wordingHash(text) }] : []),
    ...communications
      .filter(({ value }) => value)
      .map(({ subscriptionTypeId, text: wording = '' }) => ({
        purpose: `subscription_${subscriptionTypeId}`,
        wordingHash: wordingHash(wording),
      })),
  ];
};

const errorType = ({ message }: FieldError): string =>
  message === 'is needed' ? 'REQUIRED_FIELD' : /e-mail/i.test(message) ? 'INVALID_EMAIL' : 'FIELD_VALUE_INVALID';

/** A refusal in the shape that HubSpot's callers read. */
export const hubspotError = (error: SluiceError) => {
  return {
    status: 'error' as const,
    message: 'The request is not valid',
    errors: fieldErrorsOf(error).map((fault) => ({
      message: `Error in 'fields.${fault.path}'. ${fault.message}`,
      errorType: errorType(fault),
    })),
  };
};

/** An acknowledgement in the shape that HubSpot's callers read. */
export const hubspotThanks = ({ thankYou }: Form) =>
  thankYou.redirect ? { redirectUri: thankYou.redirect } : { inlineMessage: thankYou.text ?? 'Thank you.' };
