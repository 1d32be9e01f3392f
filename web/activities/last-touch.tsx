import { Icon } from '../look/icon.tsx';
import { Ago } from '../wording/ago.tsx';
import { ACTIVITY_LABELS } from '../wording/labels.ts';
import type { LastTouch } from './activity-queries.ts';

/** When somebody last spoke to the person, how, and who: `3 h ago · call · Ada`. */
export const LastTouchLine = ({ touch }: { readonly touch: LastTouch | null }) =>
  touch === null ? (
    <span class="last-touch none">No touch yet</span>
  ) : (
    <span class="last-touch">
      <Icon name={touch.kind} size={15} />
      <span>
        <Ago at={touch.at} /> · {ACTIVITY_LABELS[touch.kind].toLowerCase()} · {touch.by.name}
      </span>
    </span>
  );
