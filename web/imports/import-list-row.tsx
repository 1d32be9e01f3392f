import { Ago } from '../wording/ago.tsx';
import type { ImportSummary } from './import-queries.ts';
import { ImportStateChip } from './import-state-chip.tsx';
import { bytesInWords, counted, countsInWords } from './import-words.ts';
import { ProgressBar } from './progress-bar.tsx';

const summaryOf = ({ problem, state, counts, rows, size, job }: ImportSummary): string => {
  if (problem) return problem.message;
  if (rows === null) return bytesInWords(size);
  const outcome = countsInWords(counts);
  return outcome && !job && state !== 'cancelled' ? `${counted(rows, 'row')}: ${outcome}` : counted(rows, 'row');
};

/** One import in the history: what it was, what became of its rows, who brought it, and how far it is. */
export const ImportListRow = ({ imported }: { readonly imported: ImportSummary }) => {
  const { id, name, state, folder, createdBy, createdAt, job } = imported;
  return (
    <li class="row import-row">
      <div class="row-main">
        <a class="row-link" href={`/imports/${id}`} data-row={id}>
          {name}
        </a>
        <span class="row-sub" title={summaryOf(imported)}>
          {summaryOf(imported)}
        </span>
        {job && <ProgressBar label={`Progress of ${name}`} done={job.done} total={job.total} />}
      </div>
      <span class="row-status">
        <ImportStateChip state={state} />
      </span>
      <span class="row-by soft">
        {createdBy?.name ?? (folder ? `Folder ${folder}` : 'Dropped into the store')}
        <Ago at={createdAt} />
      </span>
    </li>
  );
};
