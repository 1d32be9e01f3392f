import { describe, expect, it } from 'vitest';
import { drawForm } from '../../../lib/forms/draw-form.ts';
import type { Form } from '../../../lib/forms/form.ts';
import { toHtml } from '../../../lib/forms/markup.ts';
import { aField, aForm, aFormOfEveryKind } from './a-form.ts';

const htmlOf = (form: Form, drawing: Parameters<typeof drawForm>[1] = {}) => toHtml(drawForm(form, drawing));
const htmlOfField = (changes: Parameters<typeof aField>[0]) => htmlOf(aForm({ fields: [aField(changes)] }));

describe('a drawn form', () => {
  it.each([
    ['text', '<input type="text" maxlength="400" id="sluice-seats" name="seats"'],
    ['email', '<input type="email" maxlength="254" id="sluice-seats" name="seats"'],
    ['phone', '<input type="tel" maxlength="40" id="sluice-seats" name="seats"'],
    ['number', '<input type="text" inputmode="decimal" maxlength="24" id="sluice-seats" name="seats"'],
    ['date', '<input type="date" id="sluice-seats" name="seats"'],
    ['long-text', '<textarea id="sluice-seats" name="seats"'],
    ['checkbox', '<input type="checkbox" value="true" id="sluice-seats" name="seats"'],
    ['hidden', '<input type="hidden" name="seats"'],
  ] as const)('asks for a %s', (kind, expected) => {
    expect(htmlOfField({ kind })).toContain(expected);
  });

  it('offers one of several, and any of several', () => {
    const options = ['Small', 'Large & more'];
    expect(htmlOfField({ kind: 'choice', options })).toMatch(
      /<select id="sluice-seats" name="seats"[^>]*><option value>Choose…<\/option><option value="Small">Small<\/option><option value="Large &amp; more">Large &amp; more<\/option><\/select>/,
    );
    const group = htmlOfField({ kind: 'choices', options });
    expect(group).toMatch(/<fieldset [^>]*id="sluice-seats"[^>]*><legend>Seats<\/legend>/);
    expect(group.match(/<input type="checkbox" name="seats" value="/g)).toHaveLength(2);
  });

  it('labels every field and ties its fault to it', () => {
    const html = htmlOf(aFormOfEveryKind());
    const controls = [...html.matchAll(/<(?:input|select|textarea)[^>]* id="(sluice-[^"]+)"[^>]*>/g)];
    expect(controls.length).toBe(10);
    for (const [control, id] of controls) {
      expect(html).toContain(`for="${id}"`);
      expect(control).toContain(`aria-describedby="${id}-fault"`);
      expect(html).toContain(`id="${id}-fault"`);
    }
  });

  it('marks what is needed for eyes and for everybody else', () => {
    const html = htmlOfField({ required: true });
    expect(html).toContain('Seats<span class="mark" aria-hidden="true"> *</span></label>');
    expect(html).toMatch(/<input [^>]*name="seats" required/);
    expect(html).toContain('Answers marked * are needed.');
    expect(htmlOfField({ required: false })).not.toContain('needed');
  });

  it('asks for each consent in its own words', () => {
    const html = htmlOf(aFormOfEveryKind());
    expect(html).toMatch(/<input type="checkbox" value="true" id="sluice-consent.terms" name="consent.terms" required/);
    expect(html).toContain('Send me news.\nNot more than one a month.');
  });

  it('tells browsers what they may fill in', () => {
    expect(htmlOfField({ feeds: 'firstName' })).toContain('autocomplete="given-name"');
    expect(htmlOfField({ feeds: 'custom.seats' })).not.toContain('autocomplete="custom');
  });

  it('keeps the honeypot from people, the keyboard and what browsers fill in', () => {
    const [trap = ''] = /<div class="extra".*?<\/div>/.exec(htmlOf(aForm())) ?? [];
    expect(trap).toContain('aria-hidden="true"');
    expect(trap).toContain('<input type="text" name="website_address" tabindex="-1" autocomplete="off">');
  });

  it('escapes whatever marketing typed', () => {
    const evil = '"><script>alert(1)</script>';
    const html = htmlOf(
      aForm({
        fields: [
          aField({ label: evil, placeholder: evil }),
          aField({ key: 'b', kind: 'choice', options: [evil] }),
          aField({ key: 'c', kind: 'choices', label: evil, options: [evil] }),
        ],
        consents: [{ purpose: 'terms', wording: evil, required: true }],
      }),
      { hidden: { utm_source: evil }, errors: [{ path: 'seats', message: evil }] },
    );
    expect(html).not.toContain('<script');
    expect(html).not.toContain('"">');
    expect(html.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(8);
  });

  it('shows what was wrong where it was wrong, and in a summary that leads there', () => {
    const html = htmlOf(aForm(), {
      errors: [
        { path: 'email', message: 'is needed' },
        { path: 'stranger', message: 'is needed' },
      ],
    });
    expect(html).toContain('<div class="summary" role="alert" tabindex="-1" autofocus>');
    expect(html).toContain('<a href="#sluice-email">E-mail: is needed</a>');
    expect(html).toContain('<p id="sluice-email-fault" class="fault">Is needed</p>');
    expect(html).toContain('aria-invalid="true"');
    expect(html).not.toContain('stranger');
    expect(htmlOf(aForm())).toContain('<div class="summary" role="alert" tabindex="-1" hidden>');
  });

  it('calls a long consent by its beginning', () => {
    const wording = `I agree. ${'On and on. '.repeat(20)}`;
    const form = aForm({ consents: [{ purpose: 'terms', wording, required: true }] });
    const html = htmlOf(form, { errors: [{ path: 'consent.terms', message: 'is needed' }] });
    const [, name = ''] = /<a href="#sluice-consent.terms">(.*?): is needed</.exec(html) ?? [];
    expect(name).toMatch(/^I agree\. On and on\..*…$/);
    expect(name.length).toBeLessThanOrEqual(81);
  });

  it('posts along what the page knows, in the form’s own hidden fields first', () => {
    const html = htmlOf(aFormOfEveryKind(), { hidden: { 'source.page': 'fair', utm_source: 'mail', name: 'Eve' } });
    expect(html).toContain('<input type="hidden" name="source.page" value="fair">');
    expect(html).toContain('<input type="hidden" name="utm_source" value="mail">');
    expect(html).not.toContain('Eve');
  });

  it('works by itself as a plain form', () => {
    expect(htmlOf(aForm())).toContain('<form method="post" action="/v1/forms/whitepaper/submissions">');
  });
});
