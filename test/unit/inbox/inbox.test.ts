import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../../../lib/ids.ts';
import { assignedNews } from '../../../lib/inbox/assigned-news.ts';
import { NOTICE_CHANNELS, NOTICE_KINDS } from '../../../lib/inbox/inbox-contract.ts';
import { choicesOf, DEFAULT_CHOICES, ownChoices } from '../../../lib/inbox/notice-choices.ts';
import { type Notice, noticeEntity } from '../../../lib/inbox/notice-entity.ts';
import { noticeWrites, notify } from '../../../lib/inbox/notify.ts';
import {
  chooseNotices,
  countUnread,
  noticeChoices,
  readAllNotices,
  readNotice,
  showInbox,
} from '../../../lib/inbox/read-inbox.ts';
import { createLead } from '../../../lib/leads/create-lead.ts';
import { updateLead } from '../../../lib/leads/update-lead.ts';
import { timerEntity } from '../../../lib/timers/timer-entity.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import { ADA, AT, aDesk, aLead, anActor, aUser, DAY, later, MINUTE, NOW } from '../builders.ts';
import { memoryTable } from '../memory-table.ts';

const aNotice = (changes: Partial<Notice> = {}): Notice => ({
  id: newId(NOW),
  userId: ADA.id,
  kind: 'promise-missed',
  subject: 'Mia Stone',
  on: { type: 'lead', id: newId(NOW) },
  at: AT,
  ...changes,
});

const inboxWith = (...notices: readonly Notice[]) =>
  memoryTable(userEntity.toItem(aUser()), ...notices.map((notice) => noticeEntity.toItem(notice)));

const page = { limit: 25, cursor: undefined };

describe('an inbox', () => {
  it('shows what its owner was told, newest first and page by page, and nothing of others', async () => {
    const ids = [1, 2, 3].map((minute) => newId(NOW + minute * MINUTE));
    const table = inboxWith(...ids.map((id) => aNotice({ id })), aNotice({ userId: 'user-ben' }));
    const first = await showInbox(aDesk(table), { limit: 2, cursor: undefined });
    expect(first.items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    const second = await showInbox(aDesk(table), { limit: 2, cursor: first.nextCursor ?? undefined });
    expect(second.items.map(({ id }) => id)).toEqual([ids[0]]);
    expect(second.nextCursor).toBeNull();
  });

  it('counts what is unread, up to a hundred', async () => {
    const many = Array.from({ length: 120 }, () => aNotice());
    expect(await countUnread(aDesk(inboxWith(...many)))).toBe(100);
    expect(await countUnread(aDesk(inboxWith(aNotice(), aNotice({ readAt: AT }))))).toBe(1);
  });

  it('remembers when something was first read', async () => {
    const notice = aNotice();
    const table = inboxWith(notice);
    expect((await readNotice(aDesk(table), notice.id)).readAt).toBe(AT);
    expect((await readNotice(aDesk(table, { now: () => NOW + MINUTE }), notice.id)).readAt).toBe(AT);
    expect(await countUnread(aDesk(table))).toBe(0);
  });

  it('has nothing of somebody else', async () => {
    const notice = aNotice();
    const ben = aDesk(inboxWith(notice), { actor: anActor({ id: 'user-ben' }) });
    for (const id of [notice.id, 'nonsense']) {
      await expect(readNotice(ben, id)).rejects.toMatchObject({ code: 'notice-not-found' });
    }
  });

  it('can be read as a whole', async () => {
    const table = inboxWith(...Array.from({ length: 23 }, () => aNotice()), aNotice({ readAt: later(-1) }));
    expect(await readAllNotices(aDesk(table))).toBe(23);
    expect(await countUnread(aDesk(table))).toBe(0);
    expect(table.ofType('notice').filter(({ readAt }) => readAt === later(-1))).toHaveLength(1);
  });

  it('forgets after 90 days, also where the table has not yet', async () => {
    const table = inboxWith(aNotice());
    const desk = aDesk(table, { now: () => NOW + 91 * DAY });
    expect((await showInbox(desk, page)).items).toEqual([]);
    expect(await countUnread(desk)).toBe(0);
  });
});

describe('what people choose to be told', () => {
  const choices = fc.record(
    Object.fromEntries(NOTICE_KINDS.map((kind) => [kind, fc.constantFrom(...NOTICE_CHANNELS)])),
    { requiredKeys: [] },
  );

  it('holds, and what they leave out is as in the beginning', () => {
    fc.assert(
      fc.property(choices, (chosen) => {
        expect(choicesOf({ notices: ownChoices(chosen) })).toEqual({ ...DEFAULT_CHOICES, ...chosen });
      }),
    );
  });

  it('is kept only where it is not the default', async () => {
    const table = inboxWith();
    expect(await noticeChoices(aDesk(table))).toEqual(DEFAULT_CHOICES);
    await chooseNotices(aDesk(table), { ...DEFAULT_CHOICES, 'promise-soon': 'mail' });
    expect(table.ofType('user')[0]).toMatchObject({ notices: { 'promise-soon': 'mail' }, version: 2 });
    await chooseNotices(aDesk(table), {});
    expect(table.ofType('user')[0]).not.toHaveProperty('notices');
  });

  it('can be chosen by whoever has signed in before', async () => {
    const stranger = aDesk(memoryTable());
    await expect(noticeChoices(stranger)).rejects.toMatchObject({ code: 'user-not-found' });
    await expect(chooseNotices(stranger, {})).rejects.toMatchObject({ code: 'user-not-found' });
  });
});

describe('telling somebody', () => {
  const news = assignedNews(aLead());
  const wants = (channel: (typeof NOTICE_CHANNELS)[number], active = true) =>
    aUser({ active, notices: { 'lead-assigned': channel } });

  it('writes nothing by default when a lead is assigned, nor for somebody who does not work here any more', async () => {
    const table = memoryTable();
    for (const user of [aUser(), undefined, wants('none'), wants('mail', false)]) {
      await notify(table, user, news, NOW);
      expect(noticeWrites(user, news, NOW)).toEqual([]);
    }
    expect(table.all()).toEqual([]);
  });

  it('tells once of the same, and leaves it read', async () => {
    const table = memoryTable();
    await notify(table, wants('inbox'), news, NOW);
    const [item] = table.ofType('notice');
    if (item) await readNotice(aDesk(table), noticeEntity.fromItem(item).id);
    await notify(table, wants('inbox'), news, NOW + MINUTE);
    expect(table.ofType('notice')).toMatchObject([{ readAt: AT }]);
    expect(table.ofType('timer')).toEqual([]);
  });

  it('sets a timer for the mail with the notice, once', async () => {
    const table = memoryTable();
    await notify(table, wants('mail'), news, NOW);
    await notify(table, wants('mail'), news, NOW + MINUTE);
    const [timer] = table.ofType('timer').map((item) => timerEntity.fromItem(item));
    expect(table.ofType('timer')).toHaveLength(1);
    expect(timer).toMatchObject({ kind: 'notice-mail', subjectId: table.ofType('notice')[0]?.['id'] });
  });

  it('fits into one write unit', () => {
    const item = noticeEntity.toItem(aNotice({ subject: 'x'.repeat(200), dueAt: AT, ownerId: ADA.id }));
    expect(JSON.stringify(item).length).toBeLessThan(1024);
  });
});

describe('a lead that somebody is given by hand', () => {
  const ben = aUser({ id: 'user-ben', notices: { 'lead-assigned': 'inbox' } });
  const tableOfTwo = () => memoryTable(userEntity.toItem(aUser()), userEntity.toItem(ben));

  it('is told to them, when they want to know', async () => {
    const table = tableOfTwo();
    const lead = await createLead(aDesk(table), { email: 'a@a.example', ownerId: ben.id });
    expect(table.ofType('notice')).toMatchObject([{ userId: ben.id, kind: 'lead-assigned', on: { id: lead.id } }]);
    const own = await createLead(aDesk(table), { email: 'b@a.example' });
    expect(table.ofType('notice')).toHaveLength(1);
    await updateLead(aDesk(table), own.id, 1, { ownerId: ben.id });
    await updateLead(aDesk(table), own.id, 2, { ownerId: ben.id, title: 'CEO' });
    expect(table.ofType('notice')).toHaveLength(2);
  });

  it('is no news to whoever takes it', async () => {
    const table = tableOfTwo();
    const desk = aDesk(table, { actor: anActor({ id: ben.id }) });
    const lead = await createLead(desk, { email: 'a@a.example', ownerId: null });
    await updateLead(desk, lead.id, 1, { ownerId: ben.id });
    expect(table.ofType('notice')).toEqual([]);
  });
});
