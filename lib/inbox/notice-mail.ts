import type { Mail } from '../mail/mailer.ts';
import type { NoticeKind } from './inbox-contract.ts';
import type { Notice } from './notice-entity.ts';

const WORDS: Readonly<Record<NoticeKind, { readonly subject: string; readonly text: string }>> = {
  'lead-assigned': { subject: 'A new lead for you', text: 'A lead was assigned to you.' },
  'promise-soon': { subject: 'A lead waits for your answer', text: 'A lead of yours should soon have its answer.' },
  'promise-missed': { subject: 'A lead waits too long', text: 'A lead of yours was to be answered by now.' },
  'promise-escalated': { subject: 'A lead waits too long', text: 'A lead was not answered in time by its owner.' },
  'lead-reassigned': {
    subject: 'A lead went on to somebody else',
    text: 'A lead that was not answered in time has another owner now.',
  },
};

const momentOf = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

/**
 * The mail of a notice. It has our own words alone: whatever a stranger typed into a form, the name of the lead too, is read behind the link, which begins with
 * `publicUrl` without a slash at the end.
 */
export const noticeMail = (notice: Notice, to: string, publicUrl: string): Mail => {
  const { subject, text } = WORDS[notice.kind];
  const lines = [
    text,
    ...(notice.dueAt === undefined ? [] : [`The first touch was promised by ${momentOf(notice.dueAt)}.`]),
    '',
    `${publicUrl}/leads/${notice.on.id}`,
  ];
  return { to, subject, text: lines.join('\n') };
};
