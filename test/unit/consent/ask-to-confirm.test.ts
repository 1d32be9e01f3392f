import { BadRequestException } from '@aws-sdk/client-sesv2';
import { describe, expect, it } from 'vitest';
import { askToConfirm, type ConfirmationDesk } from '../../../lib/consent/ask-to-confirm.ts';
import { readConfirmationToken } from '../../../lib/consent/confirmation-token.ts';
import { wordingHash } from '../../../lib/forms/check-form-post.ts';
import { type Mail, MailRefused } from '../../../lib/mail/mailer.ts';
import type { Submission } from '../../../lib/submissions/submission-entity.ts';
import { aForm } from '../forms/a-form.ts';
import { memoryTable } from '../memory-table.ts';

const secret = Buffer.from('a secret of this test');
const now = Date.parse('2026-03-04T05:06:07.000Z');
const form = aForm({
  doubleOptIn: true,
  consents: [
    { purpose: 'news', wording: 'Send me news.', required: false },
    { purpose: 'calls', wording: 'Call me.', required: false },
  ],
});
const submission: Submission = {
  id: 'S1',
  formId: form.id,
  formVersion: form.version,
  state: 'received',
  receivedAt: '2026-03-04T05:06:07.000Z',
  fields: { email: 'pat@example.org' },
  consents: { news: wordingHash('Send me news.') },
};

const deskWith = (send: (mail: Mail) => Promise<void>) => {
  const unreachable: string[] = [];
  const desk: ConfirmationDesk = {
    table: memoryTable(),
    mailer: { send },
    secret: async () => secret,
    publicUrl: 'https://crm.example.com',
    now: () => now,
    onUnreachable: (id) => unreachable.push(id),
  };
  return { desk, unreachable };
};

describe('asking to confirm', () => {
  it('sends a link that is about the submission, with the wordings that were ticked and no others', async () => {
    const mails: Mail[] = [];
    const { desk } = deskWith(async (mail) => void mails.push(mail));
    await askToConfirm(desk, submission, form, 'pat@example.org');
    const [mail] = mails;
    expect(mails).toHaveLength(1);
    expect(mail?.to).toBe('pat@example.org');
    expect(mail?.text).toContain('Send me news.');
    expect(mail?.text).not.toContain('Call me.');
    const [, token = ''] = /https:\/\/crm\.example\.com\/confirm\/(\S+)/.exec(mail?.text ?? '') ?? [];
    expect(readConfirmationToken(secret, token, now)).toEqual({ submissionId: 'S1' });
  });

  it('goes on without the mail when the address can never get any', async () => {
    const cause = new BadRequestException({ message: 'Missing final @domain', $metadata: {} });
    const { desk, unreachable } = deskWith(() => Promise.reject(new MailRefused(cause)));
    await askToConfirm(desk, submission, form, 'pat@example.org');
    expect(unreachable).toEqual(['S1']);
  });

  it('fails when the mail could not be sent now, so that it is tried again', async () => {
    const { desk, unreachable } = deskWith(() => Promise.reject(new Error('too many requests')));
    await expect(askToConfirm(desk, submission, form, 'pat@example.org')).rejects.toThrow('too many requests');
    expect(unreachable).toEqual([]);
  });

  it('fails where no mail is set up', async () => {
    const { desk } = deskWith(async () => undefined);
    await expect(
      askToConfirm({ ...desk, mailer: undefined }, submission, form, 'pat@example.org'),
    ).rejects.toMatchObject({ code: 'mail-not-set-up' });
  });
});
