import type { RowCounts, RowState } from '../../lib/imports/row-state.ts';
import { countInFigures } from './import-words.ts';
import { ROW_STATE_LABELS, ROW_STATE_NOTES, ROW_STATE_TONES, shownStates } from './row-words.ts';

interface OutcomeTilesProps {
  readonly counts: RowCounts;
  /** The outcome whose rows are listed. */
  readonly only?: RowState | undefined;
  /** Lists the rows of an outcome, or all; without it the tiles only tell. */
  readonly onPick?: (state: RowState | undefined) => void;
}

const Words = ({ state, count }: { readonly state: RowState; readonly count: number }) => (
  <>
    <span class="tile-count">{countInFigures(count)}</span>
    <span class="tile-label">{ROW_STATE_LABELS[state]}</span>
    <span class="tile-note">{ROW_STATE_NOTES[state]}</span>
  </>
);

/** What becomes of the rows: a tile for each outcome that has any. Pressing one lists its rows, pressing it again all. */
export const OutcomeTiles = ({ counts, only, onPick }: OutcomeTilesProps) => (
  <ul class="tiles" aria-label="Outcomes">
    {shownStates(counts).map((state) => {
      const look = `tile ${ROW_STATE_TONES[state]}`;
      const words = <Words state={state} count={counts[state] ?? 0} />;
      return (
        <li key={state}>
          {onPick ? (
            <button
              type="button"
              class={look}
              aria-pressed={only === state}
              onClick={() => onPick(only === state ? undefined : state)}
            >
              {words}
            </button>
          ) : (
            <div class={look}>{words}</div>
          )}
        </li>
      );
    })}
  </ul>
);
