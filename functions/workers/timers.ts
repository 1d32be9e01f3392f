import middy from '@middy/core';
import * as z from 'zod';
import { environment } from '../../lib/environment.ts';
import { mailNotice, type NoticeMailDesk } from '../../lib/inbox/mail-notice.ts';
import { rescoreLead } from '../../lib/leads/rescore-lead.ts';
import { openMailer } from '../../lib/mail/mailer.ts';
import { openHandOver } from '../../lib/promises/hand-over.ts';
import { type PromiseDesk, ringPromise } from '../../lib/promises/ring-promise.ts';
import { openRouting } from '../../lib/routing/router.ts';
import { openScorers } from '../../lib/scoring/scoring-settings.ts';
import { openTableForWork } from '../../lib/table/table.ts';
import { resumeTimers, sweepTimers, type TimerDesk } from '../../lib/timers/sweep-timers.ts';
import { logError, logInfo } from '../log.ts';

const table = openTableForWork(environment.tableName());
const scorers = openScorers(table);
const now = Date.now;
const sender = environment.mailFrom();

const promises: PromiseDesk = {
  table,
  ...openHandOver(openRouting(table, scorers)),
  now,
};
const mails: NoticeMailDesk = {
  table,
  mailer: sender === undefined ? undefined : openMailer(sender),
  publicUrl: environment.publicUrl(),
  now,
  onUnreachable: (userId) => logInfo('no mail can be sent to the address of a user', { userId }),
};
const desk: TimerDesk = {
  table,
  handlers: {
    score: ({ subjectId }) => rescoreLead({ table, scorers, now }, subjectId),
    promise: (timer) => ringPromise(promises, timer),
    'notice-mail': (timer) => mailNotice(mails, timer),
  },
  now,
  onFailure: ({ kind, subjectId }, error, tries) => logError('a timer failed', error, { kind, subjectId, tries }),
};

/** What somebody may ask for by hand: to set what was laid aside once more. A schedule's own event asks for nothing. */
const eventSchema = z.object({ resume: z.boolean().default(false) });

/** Each minute: does what is due. A run fails while timers lie aside, so that the alarm goes on until somebody has looked. */
export const handler = middy().handler(async (event: unknown) => {
  if (eventSchema.parse(event).resume) logInfo('timers set once more', { count: await resumeTimers(table, now()) });
  const { handled, failed, aside } = await sweepTimers(desk);
  if (handled > 0 || failed > 0) logInfo('swept timers', { handled, failed });
  if (aside > 0) throw new Error(`timers that failed too often lie aside: ${aside}`);
});
