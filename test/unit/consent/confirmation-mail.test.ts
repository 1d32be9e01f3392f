import { describe, expect, it } from 'vitest';
import { type Asking, confirmationMail } from '../../../lib/consent/confirmation-mail.ts';

const asking: Asking = {
  to: 'pat@example.org',
  formName: 'Guide & <more>',
  wordings: ['Send me news.\nAt most one a month.', 'I agree to the <terms>.'],
  receivedAt: '2026-03-04T05:06:07.000Z',
  expires: Date.parse('2026-03-07T05:06:08.000Z'),
  link: 'https://crm.example.com/confirm/abc.def',
};

describe('the mail that asks for a confirmation', () => {
  const { to, subject, text, html } = confirmationMail(asking);

  it('goes to the address and names the form', () => {
    expect(to).toBe('pat@example.org');
    expect(subject).toBe('Please confirm: Guide & <more>');
  });

  it('says as text what was agreed to, where to confirm it, until when, and what happens without', () => {
    for (const wording of asking.wordings) expect(text).toContain(wording);
    expect(text).toContain(`\n${asking.link}\n`);
    expect(text).toContain('2026-03-04 05:06 UTC');
    expect(text).toContain('72 hours, until 2026-03-07 05:06 UTC');
    expect(text).toContain('If it was not you');
  });

  it('says the same as HTML, with every text escaped', () => {
    expect(html).toContain(`<a href="${asking.link}">${asking.link}</a>`);
    expect(html).toContain('I agree to the &lt;terms&gt;.');
    expect(html).not.toMatch(/<more>|<terms>|<script/);
    expect(html).toContain('If it was not you');
  });
});
