import { describe, expect, it } from 'vitest';
import { readWebToLead, returnAddress } from '../../../lib/drop-in/web-to-lead.ts';
import { DEMO_FORM } from '../../../lib/forms/form.ts';
import { aField, aForm } from '../forms/a-form.ts';

describe('a Web-to-Lead post', () => {
  it('feeds the fields of the form by the names that Salesforce gives them', () => {
    const posted = {
      oid: '00D000000000001',
      retURL: 'https://acme.example/thanks',
      debug: '1',
      debugEmail: 'mia@acme.example',
      encoding: 'UTF-8',
      submit: 'Send',
      first_name: 'Mia',
      last_name: 'Stone',
      email: 'mia@acme.example',
      company: 'Acme',
      title: 'Head of Purchasing',
      phone: '1',
      description: 'Call me',
      lead_source: 'Web',
      '00N000000000001': 'custom',
    };
    expect(readWebToLead(DEMO_FORM, posted)).toEqual({
      firstName: 'Mia',
      lastName: 'Stone',
      email: 'mia@acme.example',
      company: 'Acme',
      title: 'Head of Purchasing',
      phone: '1',
      message: 'Call me',
      lead_source: 'Web',
      '00N000000000001': 'custom',
    });
  });

  it('reaches a field under whatever name our form has for it, and keeps its own name where the form has none', () => {
    const form = aForm({
      fields: [
        { ...aForm().fields[0], key: 'work_mail', label: 'E', kind: 'email', required: true, feeds: 'email' },
        aField(),
      ],
    });
    expect(readWebToLead(form, { email: 'a@b.example', first_name: 'Mia', seats: '4' })).toEqual({
      work_mail: 'a@b.example',
      first_name: 'Mia',
      seats: '4',
    });
  });
});

describe('where the browser goes after a Web-to-Lead post', () => {
  const form = aForm({ allowedOrigins: ['https://acme.example'] });
  const own = '/f/whitepaper/thanks';

  it('is the page that the post names when the form allows its origin', () => {
    expect(returnAddress(form, 'https://acme.example/thanks?a=1#b')).toBe('https://acme.example/thanks?a=1#b');
    expect(returnAddress(aForm(), 'https://any.example/')).toBe('https://any.example/');
  });

  it('is nowhere else: nobody borrows our name to send people around', () => {
    const elsewhere = [
      'https://evil.example/',
      'https://acme.example.evil.example/',
      'https://acme.example@evil.example/',
      'http://acme.example/',
      'https://acme.example:8443/',
      '//evil.example',
      '/relative',
      'javascript:alert(1)',
      '',
      7,
      undefined,
      ['https://acme.example/'],
    ];
    for (const retURL of elsewhere) expect(returnAddress(form, retURL), String(retURL)).toBe(own);
    for (const odd of ['javascript:alert(1)', 'data:text/html,x', 'ftp://a.example/']) {
      expect(returnAddress(aForm({ allowedOrigins: ['*'] }), odd)).toBe(own);
    }
  });

  it('is written so that it ends no header', () => {
    const address = returnAddress(form, 'https://acme.example/a\r\nset-cookie: b\t/日本');
    expect(address).toMatch(/^https:\/\/acme\.example\/[\x21-\x7e]+$/);
  });

  it("is the form's own page otherwise", () => {
    const redirect = 'https://acme.example/own';
    expect(returnAddress({ ...form, thankYou: { redirect } }, 'https://evil.example/')).toBe(redirect);
  });
});
