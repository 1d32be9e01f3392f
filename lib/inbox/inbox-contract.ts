import * as z from 'zod';
import { idParams, instant, page, pageQuery, recordId } from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { EVERYONE } from '../users/role.ts';

/** What people are told of: a lead is theirs, their promise is about to be missed or was, somebody else's was, a lead went on to somebody else. */
export const NOTICE_KINDS = [
  'lead-assigned',
  'promise-soon',
  'promise-missed',
  'promise-escalated',
  'lead-reassigned',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** How somebody is told: not at all, in their inbox, or there and by mail. */
export const NOTICE_CHANNELS = ['none', 'inbox', 'mail'] as const;
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];

export const noticeKind = z.enum(NOTICE_KINDS);
export const noticeChannel = z.enum(NOTICE_CHANNELS);

/** The record that a notice is about. */
export const noticeSubject = z.object({ type: z.literal('lead'), id: recordId });

const notice = z.object({
  id: recordId,
  kind: noticeKind,
  /** What the record is called. */
  subject: z.string(),
  on: noticeSubject,
  at: instant,
  /** By when the first touch was promised, where it is about a promise. */
  dueAt: instant.nullable(),
  /** Whose lead it was at that time. */
  ownerId: z.string().nullable(),
  readAt: instant.nullable(),
});

const choices = z.object({
  'lead-assigned': noticeChannel,
  'promise-soon': noticeChannel,
  'promise-missed': noticeChannel,
  'promise-escalated': noticeChannel,
  'lead-reassigned': noticeChannel,
});

/** The unread notices are counted up to this. */
export const MOST_UNREAD = 100;

export const inboxRoutes = {
  listNotices: defineRoute({
    method: 'GET',
    path: '/v1/inbox',
    summary: 'What the caller was told in the last 90 days, newest first',
    access: EVERYONE,
    recordScope: 'own',
    query: z.object(pageQuery),
    responses: { 200: page(notice) },
    errors: ['invalid-cursor'],
  }),
  countUnread: defineRoute({
    method: 'GET',
    path: '/v1/inbox/unread',
    summary: 'How many notices of the caller are unread, counted up to 100',
    access: EVERYONE,
    recordScope: 'own',
    responses: { 200: z.object({ unread: z.number().int().min(0).max(MOST_UNREAD) }) },
    errors: [],
  }),
  readNotice: defineRoute({
    method: 'POST',
    path: '/v1/inbox/{id}/read',
    summary: 'Marks a notice of the caller as read',
    access: EVERYONE,
    recordScope: 'own',
    params: idParams,
    responses: { 200: notice },
    errors: ['notice-not-found'],
  }),
  readAllNotices: defineRoute({
    method: 'POST',
    path: '/v1/inbox/read-all',
    summary: 'Marks all notices of the caller as read',
    access: EVERYONE,
    recordScope: 'own',
    responses: { 200: z.object({ read: z.number().int() }) },
    errors: [],
  }),
  getNoticeChoices: defineRoute({
    method: 'GET',
    path: '/v1/me/notices',
    summary: 'Of what the caller is told, and how: none, inbox, or mail, which is both',
    access: EVERYONE,
    recordScope: 'own',
    responses: { 200: choices },
    errors: ['user-not-found'],
  }),
  setNoticeChoices: defineRoute({
    method: 'PUT',
    path: '/v1/me/notices',
    summary: 'Chooses of what the caller is told, and how; what is left out becomes as it was in the beginning',
    access: EVERYONE,
    recordScope: 'own',
    body: choices.partial().strict(),
    responses: { 200: choices },
    errors: ['user-not-found'],
  }),
};
