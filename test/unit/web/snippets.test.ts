import { describe, expect, it } from 'vitest';
import { contentOfForm } from '../../../web/forms/form-edit.ts';
import { snippetsOf } from '../../../web/forms/snippets.ts';
import { aWebForm } from './a-web-form.ts';

const ORIGIN = 'https://crm.example.com';
const snippet = (id: string, form = aWebForm()): string =>
  snippetsOf(form.id, contentOfForm(form), ORIGIN).find((one) => one.id === id)?.text ?? '';

describe('the snippets of a form', () => {
  it('point at the form on this Sluice', () => {
    expect(snippet('embed')).toContain(`src="${ORIGIN}/v1/forms/guide-1a2b3/embed.js"`);
    expect(snippet('page')).toBe(`${ORIGIN}/f/guide-1a2b3`);
    expect(snippet('html')).toContain(`action="${ORIGIN}/v1/forms/guide-1a2b3/submissions" method="post"`);
    expect(snippet('curl')).toContain(`curl -X POST ${ORIGIN}/v1/forms/guide-1a2b3/submissions`);
  });

  it('carry every field, the consents and the trap for robots into plain HTML', () => {
    const html = snippet('html');
    expect(html).toContain('<input type="email" name="email" required>');
    expect(html).toContain('<option>10 and more</option>');
    expect(html).toContain('name="consent.newsletter"');
    expect(html).toMatch(/<div hidden>.*name="website_address"/);
  });

  it('let no label out of its place in the markup', () => {
    const fields = [
      { key: 'email', label: '</label><script>"', kind: 'email', required: true, feeds: 'email' } as const,
    ];
    const html = snippet('html', aWebForm({ fields }));
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;/label&gt;&lt;script&gt;&quot;');
  });

  it('let no answer out of its quotes in the shell', () => {
    const fields = [
      { key: 'size', label: 'Size', kind: 'choice' as const, required: true, options: ["it's; rm -rf ~"] },
    ];
    expect(snippet('curl', aWebForm({ fields }))).toContain(`-d '{"size":"it'\\''s; rm -rf ~"}'`);
  });

  it('send what the form cannot do without', () => {
    const consents = [{ purpose: 'terms', wording: 'I agree.', required: true }];
    expect(snippet('curl', aWebForm({ consents }))).toContain('"consent.terms":true');
  });

  it('name the other systems only where the form stands in for them', () => {
    expect(snippet('web-to-lead')).toBe('');
    expect(snippet('hubspot')).toBe('');
    const dropIn = { webToLeadOid: '00D000000000062', hubspotFormGuid: '7f6a0e5c-0000-4000-8000-000000000001' };
    expect(snippet('web-to-lead', aWebForm({ dropIn }))).toContain('name="oid" value="00D000000000062"');
    expect(snippet('hubspot', aWebForm({ dropIn }))).toContain(`/submit/{portalId}/${dropIn.hubspotFormGuid}`);
  });
});
