import { SelectField } from '../look/field.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useMe } from '../people/people-queries.ts';
import { type NoticeChannel, type NoticeKind, useChooseNotice, useNoticeChoices } from './notice-choices.ts';

const KINDS: readonly (readonly [NoticeKind, string])[] = [
  ['promise-soon', 'An answer that I owe is due soon'],
  ['promise-missed', 'An answer that I owe is late'],
  ['promise-escalated', 'An answer that somebody else owes is late'],
  ['lead-reassigned', 'A lead changes hands because nobody answered'],
  ['lead-assigned', 'A lead is assigned to me'],
];

const CHANNELS: readonly (readonly [NoticeChannel, string])[] = [
  ['none', 'Not at all'],
  ['inbox', 'In the inbox'],
  ['mail', 'In the inbox and by mail'],
];

/** Says of what somebody wants to be told, and how; each choice is saved at once. */
export const NoticeChoicesCard = () => {
  const choices = useNoticeChoices();
  const choose = useChooseNotice();
  const email = useMe().data?.email;
  return (
    <section class="card notice-choices" aria-labelledby="choices-title">
      <h2 id="choices-title">How I am told</h2>
      {choices.isPending && <Skeleton rows={3} />}
      {choices.isError && !choices.data && <Trouble error={choices.error} onRetry={choices.refetch} />}
      {choices.data &&
        KINDS.map(([kind, label]) => (
          <SelectField
            key={kind}
            label={label}
            value={choices.data[kind]}
            onChange={(event) => {
              const channel = CHANNELS.find(([one]) => one === event.currentTarget.value)?.[0];
              if (channel) choose.mutate({ kind, channel });
            }}
          >
            {CHANNELS.map(([channel, words]) => (
              <option key={channel} value={channel}>
                {words}
              </option>
            ))}
          </SelectField>
        ))}
      <p class="soft choices-note">
        {email ? `Mail goes to ${email}, ` : 'Mail goes out once your e-mail address is known, '}
        if Sluice is set up to send any.
      </p>
    </section>
  );
};
