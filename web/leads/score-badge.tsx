import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { messageOf } from '../api/problem.ts';
import { type LeadRow, useLead } from './lead-queries.ts';
import { ScoreReasons } from './score-reasons.tsx';
import { ScoreRing } from './score-ring.tsx';

const HOVER_MS = 150;

/** The score of a row; hovering, focusing or tapping it tells the reasons, read when they are first wanted. */
export const ScoreBadge = ({ lead }: { readonly lead: LeadRow }) => {
  const [shown, setShown] = useState(false);
  const [pinned, setPinned] = useState(false);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  const open = shown || pinned;
  const full = useLead(lead.id, open);
  const close = () => {
    clearTimeout(waiting.current);
    setShown(false);
    setPinned(false);
  };
  useEffect(() => () => clearTimeout(waiting.current), []);
  const hover = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse') return;
    waiting.current = setTimeout(() => setShown(true), HOVER_MS);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is pressed is the button inside; this only keeps the reasons open under the pointer
    <div
      class="score-badge"
      onPointerEnter={hover}
      onPointerLeave={(event) => event.pointerType === 'mouse' && close()}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <button
        type="button"
        aria-label={`Score ${lead.score}${lead.candidate ? ', candidate' : ''}: show the reasons`}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setPinned(!pinned)}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && setShown(true)}
        onBlur={close}
      >
        <ScoreRing score={lead.score} candidate={lead.candidate} />
      </button>
      <div id={id} class="score-popover" role="status" hidden={!open}>
        {open && (
          <>
            <p class="popover-title">Why {lead.score}</p>
            {full.data ? (
              <ScoreReasons lead={full.data} />
            ) : (
              <p class="soft">{full.error ? messageOf(full.error) : 'Looking it up…'}</p>
            )}
          </>
        )}
      </div>
    </div>
  );
};
