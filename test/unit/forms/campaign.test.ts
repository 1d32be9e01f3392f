import { describe, expect, it } from 'vitest';
import { checkFormPost } from '../../../lib/forms/check-form-post.ts';
import { DEMO_FORM } from '../../../lib/forms/form.ts';

const AT = '2026-03-01T10:00:00.000Z';
const form = { ...DEMO_FORM, defaults: { campaign: 'spring' } };
const campaignOf = (posted: Record<string, unknown>, of = form) =>
  checkFormPost(of, { email: 'pat@example.org', ...posted }, AT).attribution?.parameters['utm_campaign'];

describe('the campaign of a form', () => {
  it('counts for a post whose page named none', () => {
    expect(campaignOf({})).toBe('spring');
    expect(campaignOf({ utm_campaign: ' ' })).toBe('spring');
  });

  it('gives way to the one that the page named', () => {
    expect(campaignOf({ utm_campaign: 'newsletter-7' })).toBe('newsletter-7');
  });

  it('is made up for no form that has none', () => {
    expect(campaignOf({}, { ...form, defaults: { campaign: '' } })).toBeUndefined();
  });
});
