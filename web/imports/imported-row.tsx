import { ROW_REASONS } from '../../lib/imports/row-state.ts';
import { pageOf } from '../records/record-ref.ts';
import { codeAsWords } from '../wording/labels.ts';
import { changedField, changedValue, type Names } from './changed-value.ts';
import type { ImportedRow } from './import-queries.ts';
import { countInFigures } from './import-words.ts';
import { ROW_STATE_LABELS, ROW_STATE_TONES } from './row-words.ts';

const isReason = (reason: string): reason is keyof typeof ROW_REASONS => Object.hasOwn(ROW_REASONS, reason);

/** Why a row is in its state: the API's own sentence, else the one of its reason. */
const reasonInWords = ({ reason, message }: ImportedRow): string | undefined => {
  if (message) return message;
  if (reason === null) return undefined;
  return isReason(reason) ? ROW_REASONS[reason] : codeAsWords(reason);
};

/** One row of the file: whom it is about, what becomes of it, why, and what it changes. */
export const ImportedRowItem = ({ row, names }: { readonly row: ImportedRow; readonly names: Names }) => {
  const { record, name, email, state, column, changes } = row;
  const who = name || email || 'No name';
  const why = reasonInWords(row);
  return (
    <li class="row outcome-row">
      <span class="outcome-number" title={`Row ${row.row} of the file`}>
        <span class="unseen">Row </span>
        {countInFigures(row.row)}
      </span>
      <div class="row-main">
        {record ? (
          <a
            class="row-link"
            href={pageOf({ kind: record.type === 'contact' ? 'contacts' : 'leads', id: record.id })}
            data-row={row.row}
          >
            {who}
          </a>
        ) : (
          <span class="outcome-who" data-row={row.row} tabIndex={-1}>
            {who}
          </span>
        )}
        {name && email && <span class="row-sub">{email}</span>}
      </div>
      <span class="row-status">
        <span class={`chip outcome ${ROW_STATE_TONES[state]}`}>{ROW_STATE_LABELS[state]}</span>
      </span>
      <div class="outcome-why">
        {why && (
          <p>
            {column && <span class="outcome-column">{column}</span>} {why}
          </p>
        )}
        {changes.length > 0 && (
          <dl class="changes">
            {changes.map(({ field, before, after }) => (
              <div key={field}>
                <dt>{changedField(field, names)}</dt>
                <dd>
                  <del>{changedValue(field, before, names)}</del> <span aria-hidden="true">→</span>{' '}
                  <ins>{changedValue(field, after, names)}</ins>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  );
};
