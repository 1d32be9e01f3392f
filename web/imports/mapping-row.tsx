import { useId } from 'preact/hooks';
import type { FieldDefinition } from '../fields/field-queries.ts';
import { Icon } from '../look/icon.tsx';
import { ChoiceField } from './choice-field.tsx';
import type { ColumnDraft } from './mapping-draft.ts';
import { customTarget, FEED_LABELS, targetOf } from './mapping-targets.ts';
import { DATE_ORDER_LABELS, DECIMAL_LABELS, foundInWords, WRITE_LABELS } from './mapping-words.ts';

interface MappingRowProps {
  readonly column: ColumnDraft;
  readonly preset: string | null;
  readonly fields: readonly FieldDefinition[];
  /** Whether leads that exist may be written to at all. */
  readonly updates: boolean;
  readonly error: string | undefined;
  readonly onChange: (changes: Partial<ColumnDraft>) => void;
}

/** One column of the file: its header, some of its values, what it feeds, and how. */
export const MappingRow = ({ column, preset, fields, updates, error, onChange }: MappingRowProps) => {
  const { header, samples, feeds, by, write, dateOrder, decimal } = column;
  const id = useId();
  const kind = customTarget(feeds, fields)?.kind;
  const name = header || 'without a header';
  return (
    <li class={feeds === null ? 'map-row left-out' : 'map-row'}>
      <div class="map-from">
        <strong>{header || <span class="soft">Column without a header</span>}</strong>
        <span class="map-samples">
          {samples.length === 0 && <span class="soft">No values</span>}
          {samples.slice(0, 3).map((sample, place) => (
            <span key={`${place} ${sample}`} class="map-sample">
              {sample}
            </span>
          ))}
        </span>
      </div>
      <span class="map-arrow">
        <Icon name="forward" size={16} />
      </span>
      <div class="map-to">
        <select
          id={id}
          aria-label={`What the column ${name} holds`}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-found`}
          value={feeds ?? ''}
          onChange={(event) => onChange({ feeds: event.currentTarget.value || null, by: 'you' })}
        >
          <option value="">Leave out</option>
          <optgroup label="Lead">
            {Object.entries(FEED_LABELS).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </optgroup>
          {fields.length > 0 && (
            <optgroup label="Fields of your own">
              {fields.map((field) => (
                <option key={field.key} value={targetOf(field)}>
                  {field.label}
                </option>
              ))}
            </optgroup>
          )}
        </select>
        <span id={`${id}-found`} class={error ? 'field-error' : 'map-found'}>
          {error ?? foundInWords(by, preset)}
        </span>
      </div>
      <div class="map-how">
        {feeds !== null && updates && (
          <ChoiceField
            label="Into leads that exist"
            labels={WRITE_LABELS}
            keys={['if-blank', 'always', 'never']}
            value={write}
            onPick={(picked) => onChange({ write: picked })}
          />
        )}
        {kind === 'date' && (
          <ChoiceField
            label="Dates are written"
            labels={DATE_ORDER_LABELS}
            keys={['dmy', 'mdy', 'ymd']}
            value={dateOrder}
            onPick={(picked) => onChange({ dateOrder: picked })}
          />
        )}
        {kind === 'number' && (
          <ChoiceField
            label="Decimals follow"
            labels={DECIMAL_LABELS}
            keys={['.', ',']}
            value={decimal}
            onPick={(picked) => onChange({ decimal: picked })}
          />
        )}
      </div>
    </li>
  );
};
