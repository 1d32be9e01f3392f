import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainOfEmail, mailboxOf, normalizeEmail } from '../../../lib/identity/email.ts';

const local = fc.stringMatching(/^[A-Za-z0-9.+_-]{1,20}$/);
const domain = fc.constantFrom('gmail.com', 'googlemail.com', 'GMail.com', 'acme.example', 'mail.acme.co.uk');
const address = fc.tuple(local, domain).map(([name, host]) => `${name}@${host}`);

describe('an e-mail address', () => {
  it('is the same however its letters are cased and whatever space surrounds it', () => {
    expect(normalizeEmail('  Mia.STONE@Acme.Example ')).toBe('mia.stone@acme.example');
  });

  it('is kept with its domain in ASCII', () => {
    expect(normalizeEmail('mia@Bücher.example')).toBe('mia@xn--bcher-kva.example');
    expect(normalizeEmail('mia@xn--bcher-kva.example')).toBe('mia@xn--bcher-kva.example');
  });

  it('keeps a domain that no name system knows as it is', () => {
    expect(normalizeEmail('mia@not a domain')).toBe('mia@not a domain');
  });

  it('is normalised once and for all', () => {
    fc.assert(
      fc.property(address, (typed) => {
        const email = normalizeEmail(typed);
        expect(normalizeEmail(email)).toBe(email);
      }),
    );
  });

  it('has what follows its last @ as its domain', () => {
    expect(domainOfEmail('"a@b"@acme.example')).toBe('acme.example');
  });
});

describe('the mailbox of an address', () => {
  it('ignores dots and what follows a plus at Gmail, under both of its names', () => {
    for (const spelling of ['miastone', 'mia.stone', 'm.i.a.stone', 'miastone+news', 'mia.stone+a+b']) {
      expect(mailboxOf(`${spelling}@gmail.com`)).toBe('miastone@gmail.com');
      expect(mailboxOf(`${spelling}@googlemail.com`)).toBe('miastone@gmail.com');
    }
  });

  it('drops nothing elsewhere, where a dot or a plus may mean somebody else', () => {
    fc.assert(
      fc.property(local, (name) => {
        expect(mailboxOf(`${name}@acme.example`)).toBe(`${name}@acme.example`);
        expect(mailboxOf(`${name}@mail.gmail.com`)).toBe(`${name}@mail.gmail.com`);
      }),
    );
  });

  it('is its own mailbox', () => {
    fc.assert(
      fc.property(address, (typed) => {
        const mailbox = mailboxOf(normalizeEmail(typed));
        expect(mailboxOf(mailbox)).toBe(mailbox);
      }),
    );
  });

  it('never joins strangers in a mailbox without a name', () => {
    expect(mailboxOf('+mia@gmail.com')).not.toBe(mailboxOf('+tom@gmail.com'));
  });
});
