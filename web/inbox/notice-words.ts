import { timeOrDay } from '../wording/relative-time.ts';
import type { Notice } from './inbox-queries.ts';

/** Who reads it, what time it is, and how people are called. */
export interface Reader {
  readonly me: string | undefined;
  readonly now: number;
  readonly nameOf: (userId: string) => string | undefined;
}

/** What a notice says of its record, in a sentence. */
export const noticeInWords = ({ kind, dueAt, ownerId }: Notice, { me, now, nameOf }: Reader): string => {
  const due = dueAt === null ? undefined : timeOrDay(dueAt, now);
  const owner = (ownerId !== null && nameOf(ownerId)) || 'somebody who left';
  switch (kind) {
    case 'lead-assigned':
      return 'A new lead for you.';
    case 'promise-soon':
      return due ? `Waits for your answer, promised by ${due}.` : 'Waits for your answer.';
    case 'promise-missed':
      return due ? `Still waits for your answer, which was promised by ${due}.` : 'Still waits for your answer.';
    case 'promise-escalated':
      if (ownerId === null) return `Nobody has it, and nobody answered${due ? ` by ${due}` : ''} as promised.`;
      return `Was not answered by ${owner}${due ? `, who had until ${due}` : ' in time'}.`;
    case 'lead-reassigned':
      if (ownerId !== null && ownerId === me) return 'Was not answered in time, and went on to somebody else.';
      if (ownerId === null) return 'Is yours now: nobody had it, and it was not answered in time.';
      return `Is yours now: ${owner} did not answer in time.`;
  }
};

/** Whether a notice says that an answer is late. */
export const isLate = ({ kind }: Notice): boolean => kind === 'promise-missed' || kind === 'promise-escalated';

/** The bell's figure: the API counts up to 100. */
export const unreadFigure = (unread: number): string => (unread > 99 ? '99+' : String(unread));
