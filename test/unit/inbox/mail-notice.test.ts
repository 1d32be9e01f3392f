import { describe, expect, it } from 'vitest';
import { newId } from '../../../lib/ids.ts';
import { mailNotice, type NoticeMailDesk } from '../../../lib/inbox/mail-notice.ts';
import { type Notice, noticeEntity } from '../../../lib/inbox/notice-entity.ts';
import { type Mail, MailRefused } from '../../../lib/mail/mailer.ts';
import type { Table } from '../../../lib/table/table.ts';
import type { Timer } from '../../../lib/timers/timer-entity.ts';
import { type User, userEntity } from '../../../lib/users/user-entity.ts';
import { ADA, AT, aUser, later, MINUTE, NOW } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const LEAD = newId(NOW);

const aCase = (changes: Partial<Notice> = {}, user: Partial<User> = {}) => {
  const notice: Notice = {
    id: newId(NOW),
    userId: ADA.id,
    kind: 'promise-missed',
    subject: 'Click http://evil.example now',
    on: { type: 'lead', id: LEAD },
    at: AT,
    dueAt: '2026-03-02T09:00:00.000Z',
    ...changes,
  };
  const table = memoryTable(noticeEntity.toItem(notice), userEntity.toItem(aUser(user)));
  const timer: Timer = { kind: 'notice-mail', subjectId: notice.id, dueAt: AT, payload: { userId: ADA.id } };
  return { table, timer };
};

const aDesk = (table: Table, changes: Partial<NoticeMailDesk> = {}) => {
  const sent: Mail[] = [];
  const unreachable: string[] = [];
  const desk: NoticeMailDesk = {
    table,
    mailer: { send: async (mail) => void sent.push(mail) },
    publicUrl: 'https://crm.example.com',
    now: () => NOW + MINUTE,
    onUnreachable: (userId) => unreachable.push(userId),
    ...changes,
  };
  return { desk, sent, unreachable };
};

describe('a notice by mail', () => {
  it('has our own words, the time and a link, and nothing that a stranger typed', async () => {
    const { table, timer } = aCase();
    const { desk, sent } = aDesk(table);
    await mailNotice(desk, timer);
    expect(sent).toEqual([
      {
        to: 'ada@sluice.example',
        subject: 'A lead waits too long',
        text: `A lead of yours was to be answered by now.\nThe first touch was promised by 2026-03-02 09:00 UTC.\n\nhttps://crm.example.com/leads/${LEAD}`,
      },
    ]);
    expect(JSON.stringify(sent)).not.toContain('evil');
  });

  it('is sent once when its timer rings twice', async () => {
    const { table, timer } = aCase();
    const { desk, sent } = aDesk(table);
    await mailNotice(desk, timer);
    await mailNotice(desk, timer);
    expect(sent).toHaveLength(1);
    expect(table.ofType('notice')).toMatchObject([{ mailedAt: later(MINUTE) }]);
  });

  it('is to be tried again when it could not be sent, and not when its address takes none', async () => {
    const down = aCase();
    const failing = aDesk(down.table, { mailer: { send: () => Promise.reject(new Error('down')) } });
    await expect(mailNotice(failing.desk, down.timer)).rejects.toThrow('down');
    const refusing = aDesk(down.table, { mailer: { send: () => Promise.reject(new MailRefused(undefined)) } });
    await mailNotice(refusing.desk, down.timer);
    expect(refusing.unreachable).toEqual([ADA.id]);
  });

  it('is not sent to who has read it, has no address or does not work here any more, nor where no mail is set up', async () => {
    const cases = [aCase({ readAt: AT }), aCase({}, { email: undefined }), aCase({}, { active: false })];
    for (const { table, timer } of cases) {
      const { desk, sent } = aDesk(table);
      await mailNotice(desk, timer);
      expect(sent).toEqual([]);
    }
    const { table, timer } = aCase();
    await mailNotice(aDesk(table, { mailer: undefined }).desk, timer);
    expect(table.ofType('notice')[0]).not.toHaveProperty('mailedAt');
    await mailNotice(aDesk(memoryTable()).desk, timer);
  });
});
