import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { formPage, pageHeaders, thanksPage } from '../../../lib/forms/form-page.ts';
import { aForm, aFormOfEveryKind } from './a-form.ts';

const SHOWING = { shown: 'token', address: 'https://forms.example/f/whitepaper', referrer: undefined, query: {} };
const policyOf = (form = aForm()) => pageHeaders(form)['content-security-policy'] ?? '';

describe('the page of a form', () => {
  it('hands on where the visitor came from, and nothing else of its address', () => {
    const html = formPage(aFormOfEveryKind(), {
      ...SHOWING,
      referrer: 'https://news.example/',
      query: {
        utm_source: 'mail',
        gclid: 'g1',
        'source.page': 'fair',
        email: 'eve@evil.example',
        website_address: 'x',
        other: 'x',
      },
    });
    for (const [name, value] of Object.entries({
      utm_source: 'mail',
      gclid: 'g1',
      'source.page': 'fair',
      _shown: 'token',
      _page: 'https://forms.example/f/whitepaper',
      _referrer: 'https://news.example/',
    })) {
      expect(html).toContain(`<input type="hidden" name="${name}" value="${value}">`);
    }
    expect(html).not.toContain('eve@evil.example');
    expect(html.match(/type="hidden"/g)).toHaveLength(6);
  });

  it('tells what was wrong with a post that came back, whatever its address says', () => {
    expect(formPage(aForm(), { ...SHOWING, query: { faults: 'email:needed' } })).toContain('E-mail: is needed');
    expect(formPage(aForm(), { ...SHOWING, query: { faults: '"><script>' } })).not.toContain('"><script>');
  });

  it('still knows where the visitor came from when a post came back', () => {
    const html = formPage(aForm(), {
      ...SHOWING,
      referrer: `${SHOWING.address}?utm_source=mail&email=eve@evil.example`,
      query: { faults: 'email:needed' },
    });
    expect(html).toContain('<input type="hidden" name="utm_source" value="mail">');
    expect(html).not.toContain('eve@evil.example');
    expect(html).not.toContain('_referrer');
  });

  it('runs its own script and style alone', () => {
    const html = formPage(aForm(), SHOWING);
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(html) ?? [];
    expect(policyOf()).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(policyOf()).toContain("default-src 'none'; script-src 'self'");
    expect(html).not.toMatch(/ style=| on\w+=/);
    expect(html.match(/<script[^>]*>/g)).toEqual(['<script src="/v1/forms/whitepaper/embed.js">']);
  });

  it('is framed by the pages that may post it', () => {
    expect(policyOf()).toContain('frame-ancestors *');
    expect(policyOf(aForm({ allowedOrigins: ['https://shop.example', 'https://blog.example'] }))).toContain(
      "frame-ancestors 'self' https://shop.example https://blog.example",
    );
    expect(policyOf(aForm({ allowedOrigins: [] }))).toMatch(/frame-ancestors 'self'$/);
  });

  it('lets a post end where the form sends its visitors', () => {
    expect(policyOf()).toContain("form-action 'self';");
    expect(policyOf(aForm({ thankYou: { redirect: 'https://shop.example/thanks?a=1' } }))).toContain(
      "form-action 'self' https://shop.example;",
    );
  });

  it('thanks in the form’s own words, and leads on over https alone', () => {
    expect(thanksPage(aForm({ thankYou: { text: 'Danke & bis <bald>' } }))).toContain(
      '<p>Danke &amp; bis &lt;bald&gt;</p>',
    );
    expect(thanksPage(aForm({ thankYou: { redirect: 'https://shop.example/a' } }))).toContain(
      '<a href="https://shop.example/a">Continue</a>',
    );
    expect(thanksPage(aForm({ thankYou: { redirect: 'http://shop.example/a' } }))).not.toContain('<a ');
  });
});
