import { describe, expect, it } from 'vitest';
import { enrichEmail } from '../../../lib/enrichment/enrich-email.ts';
import { FREE_MAIL_DOMAINS } from '../../../lib/identity/free-mail-domains.ts';

describe('what an e-mail address says by itself', () => {
  it('is nothing when there is none', () => {
    expect(enrichEmail(undefined)).toEqual({
      emailDomain: undefined,
      freeMail: false,
      disposable: false,
      companyDomain: undefined,
    });
  });

  it('is the registrable domain of a company, whatever host the mail goes to', () => {
    for (const host of ['acme.co.uk', 'mail.acme.co.uk', 'eu.mail.acme.co.uk']) {
      expect(enrichEmail(`mia@${host}`)).toEqual({
        emailDomain: 'acme.co.uk',
        freeMail: false,
        disposable: false,
        companyDomain: 'acme.co.uk',
      });
    }
  });

  it('tells customers of one hosting company apart', () => {
    expect(enrichEmail('mia@mia.github.io').companyDomain).toBe('mia.github.io');
  });

  it('is no company when anybody may open a mailbox there', () => {
    for (const domain of FREE_MAIL_DOMAINS) {
      expect(enrichEmail(`mia@${domain}`)).toMatchObject({
        emailDomain: domain,
        freeMail: true,
        companyDomain: undefined,
      });
    }
  });

  it('is no company where addresses are thrown away after use', () => {
    for (const host of ['mailinator.com', 'eu.mailinator.com']) {
      expect(enrichEmail(`mia@${host}`)).toMatchObject({ disposable: true, companyDomain: undefined });
    }
    expect(enrichEmail('mia@acme.example').disposable).toBe(false);
  });

  it('is the host itself where the public suffix list knows no domain', () => {
    expect(enrichEmail('root@localhost').companyDomain).toBe('localhost');
  });
});
