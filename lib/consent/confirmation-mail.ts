import type { Markup } from '../forms/embed-contract.ts';
import { toDocument } from '../forms/markup.ts';
import type { Mail } from '../mail/mailer.ts';
import { CONFIRMATION_HOURS } from './confirmation-token.ts';

export interface Asking {
  /** The address to be confirmed. */
  readonly to: string;
  readonly formName: string;
  /** What was ticked, word for word. */
  readonly wordings: readonly string[];
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
  readonly link: string;
}

/** To the minute, in UTC, since nobody knows where the reader is. */
const minute = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

const STYLE = 'body{font:16px/1.5 sans-serif;max-width:36em}li{white-space:pre-line}a{overflow-wrap:anywhere}';

/**
 * The mail that asks a person to confirm what they ticked. It holds words of the form and of ours, and nothing that a stranger could have typed into the form to
 * reach somebody else with it.
 */
export const confirmationMail = ({ to, formName, wordings, receivedAt, expires, link }: Asking): Mail => {
  const opening = `On ${minute(receivedAt)} somebody, presumably you, filled in the form "${formName}" with this address and agreed to this:`;
  const request = 'Please confirm it on this page:';
  const limit = `The link works for ${CONFIRMATION_HOURS} hours, until ${minute(new Date(expires).toISOString())}.`;
  const otherwise = 'If it was not you, you need do nothing: without your confirmation it does not count.';
  const content: Markup[] = [
    ['p', {}, opening],
    ['ul', {}, ...wordings.map((wording): Markup => ['li', {}, wording])],
    ['p', {}, request],
    ['p', {}, ['a', { href: link }, link]],
    ['p', {}, limit],
    ['p', {}, otherwise],
  ];
  const subject = `Please confirm: ${formName}`;
  return {
    to,
    subject,
    text: [opening, ...wordings.map((wording) => `* ${wording}`), request, link, limit, otherwise, ''].join('\n\n'),
    html: toDocument({ title: subject, style: STYLE, content }),
  };
};
