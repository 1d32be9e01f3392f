import { describe, expect, it } from 'vitest';
import { dropInRoutes } from '../../../lib/drop-in/drop-in-contract.ts';
import { hubspotError, hubspotThanks, readHubspotConsents, readHubspotPost } from '../../../lib/drop-in/hubspot.ts';
import { SluiceError } from '../../../lib/errors.ts';
import { checkFormPost, wordingHash } from '../../../lib/forms/check-form-post.ts';
import { DEMO_FORM } from '../../../lib/forms/form.ts';
import { AT } from '../builders.ts';
import { aForm } from '../forms/a-form.ts';

const aBody = (changes: Record<string, unknown> = {}) =>
  dropInRoutes.hubspotSubmit.body.parse({ fields: [{ name: 'email', value: 'mia@acme.example' }], ...changes });

describe('a HubSpot submission', () => {
  it('feeds the fields of the form by the names that HubSpot gives them', () => {
    const names = ['email', 'firstname', 'lastname', 'company', 'jobtitle', 'phone', 'message', 'seats'];
    const fields = names.map((name) => ({ objectTypeId: '0-1', name, value: name.toUpperCase() }));
    expect(readHubspotPost(DEMO_FORM, aBody({ fields }))).toEqual({
      email: 'EMAIL',
      firstName: 'FIRSTNAME',
      lastName: 'LASTNAME',
      company: 'COMPANY',
      title: 'JOBTITLE',
      phone: 'PHONE',
      message: 'MESSAGE',
      seats: 'SEATS',
      _page: undefined,
    });
  });

  it('says by its context where the visitor came from, and nothing private of it is kept', () => {
    const pageUri = 'https://acme.example/guide?utm_source=news&gclid=g&secret=1#x';
    const post = readHubspotPost(DEMO_FORM, aBody({ context: { pageUri, pageName: 'Guide', hutk: 'cookie' } }));
    const { attribution, extra } = checkFormPost(DEMO_FORM, post, AT);
    expect(attribution).toEqual({
      at: AT,
      parameters: { utm_source: 'news', gclid: 'g' },
      landingPage: 'https://acme.example/guide',
    });
    expect(extra).toEqual({});
    expect(readHubspotPost(DEMO_FORM, aBody({ context: { pageUri: 'no address' } }))).toMatchObject({
      _page: 'no address',
    });
  });

  it('carries consents with the wording that its page showed, and only those that were given', () => {
    const consent = {
      consentToProcess: true,
      text: 'I agree.',
      communications: [
        { value: true, subscriptionTypeId: 999, text: 'News' },
        { value: false, subscriptionTypeId: 7, text: 'Calls' },
      ],
    };
    expect(readHubspotConsents(aBody({ legalConsentOptions: { consent } }))).toEqual([
      { purpose: 'processing', wordingHash: wordingHash('I agree.') },
      { purpose: 'subscription_999', wordingHash: wordingHash('News') },
    ]);
    expect(readHubspotConsents(aBody({ legalConsentOptions: { consent: { consentToProcess: false } } }))).toEqual([]);
    expect(readHubspotConsents(aBody())).toEqual([]);
  });
});

describe('the answer to a HubSpot submission', () => {
  it('is a text or an address, as the form has it', () => {
    expect(hubspotThanks(aForm({ thankYou: { text: 'Thanks!' } }))).toEqual({ inlineMessage: 'Thanks!' });
    expect(hubspotThanks(aForm({ thankYou: {} }))).toEqual({ inlineMessage: 'Thank you.' });
    const redirect = 'https://acme.example/thanks';
    expect(hubspotThanks(aForm({ thankYou: { text: 'Thanks!', redirect } }))).toEqual({ redirectUri: redirect });
  });

  it('names each field at fault with the type that its callers know', () => {
    const refusal = (posted: Record<string, unknown>) => {
      try {
        return checkFormPost(DEMO_FORM, posted, AT);
      } catch (error) {
        if (error instanceof SluiceError) return hubspotError(error);
        throw error;
      }
    };
    expect(refusal({})).toMatchObject({ status: 'error', errors: [{ errorType: 'REQUIRED_FIELD' }] });
    expect(refusal({ email: 'nobody', phone: 'call me' })).toMatchObject({
      errors: [
        { errorType: 'INVALID_EMAIL', message: expect.stringContaining("'fields.email'") },
        { errorType: 'FIELD_VALUE_INVALID', message: expect.stringContaining("'fields.phone'") },
      ],
    });
    expect(dropInRoutes.hubspotSubmit.responses[400].safeParse(refusal({})).success).toBe(true);
  });
});
