import { useLocation } from 'preact-iso/router';
import type { RowState } from '../../lib/imports/row-state.ts';
import type { Import } from './import-queries.ts';
import { counted } from './import-words.ts';
import { OutcomeTiles } from './outcome-tiles.tsx';
import { RowList } from './row-list.tsx';
import { ROW_STATE_LABELS, rowStateNamed } from './row-words.ts';

/** What becomes of the rows: tiles, and the rows of the one that is pressed. Which one is in the address, so that it is still so after a look at a lead. */
export const Outcome = ({ imported }: { readonly imported: Import }) => {
  const { path, query, route } = useLocation();
  const { counts, rows } = imported;
  const named = rowStateNamed(query['rows']);
  const only = named && (counts[named] ?? 0) > 0 ? named : undefined;
  const pick = (state: RowState | undefined) => route(state ? `${path}?rows=${state}` : path, true);
  return (
    <>
      <OutcomeTiles counts={counts} only={only} onPick={pick} />
      <div class="rows-head">
        <h3>
          {only
            ? `${ROW_STATE_LABELS[only]}: ${counted(counts[only] ?? 0, 'row')}`
            : `All ${counted(rows ?? 0, 'row')}`}
        </h3>
        {only && (
          <button type="button" class="button small quiet" onClick={() => pick(undefined)}>
            Show all
          </button>
        )}
      </div>
      <RowList imported={imported} only={only} />
    </>
  );
};
