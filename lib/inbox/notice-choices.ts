import type { User } from '../users/user-entity.ts';
import { NOTICE_KINDS, type NoticeChannel, type NoticeKind } from './inbox-contract.ts';

export type NoticeChoices = Readonly<Record<NoticeKind, NoticeChannel>>;

/** What holds until somebody chooses. Each lead that comes in costs more when its owner is told of it, so that is for who wants it. */
export const DEFAULT_CHOICES: NoticeChoices = {
  'lead-assigned': 'none',
  'promise-soon': 'inbox',
  'promise-missed': 'inbox',
  'promise-escalated': 'inbox',
  'lead-reassigned': 'inbox',
};

/** Of what somebody is told, and how. */
export const choicesOf = ({ notices }: Pick<User, 'notices'>): NoticeChoices => ({ ...DEFAULT_CHOICES, ...notices });

/** The choices that differ from the default, which alone are kept; `undefined` when none does. */
export const ownChoices = (chosen: Partial<NoticeChoices>): User['notices'] => {
  const own: Partial<Record<NoticeKind, NoticeChannel>> = {};
  for (const kind of NOTICE_KINDS) {
    const channel = chosen[kind];
    if (channel !== undefined && channel !== DEFAULT_CHOICES[kind]) own[kind] = channel;
  }
  return Object.keys(own).length > 0 ? own : undefined;
};
