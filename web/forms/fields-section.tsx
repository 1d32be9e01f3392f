import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../look/icon.tsx';
import { showToast } from '../look/toast.ts';
import { addField, relabel } from './field-drafts.ts';
import { FieldRow } from './field-row.tsx';
import type { FieldDraft } from './form-draft.ts';
import { moveRow } from './rows.ts';
import type { SectionProps } from './use-form-edit.ts';

interface FieldsSectionProps extends SectionProps {
  /** The paths that the API refused. */
  readonly refused: readonly string[];
}

/** What the form asks: fields to add, change, take away and put in another order, by keys or by dragging. */
export const FieldsSection = ({ draft: { fields }, change, errorAt, refused }: FieldsSectionProps) => {
  const list = useRef<HTMLOListElement>(null);
  const dragged = useRef<string>(undefined);
  const [added, setAdded] = useState<string>();
  const [moved, setMoved] = useState<{ readonly row: string; readonly way: 'up' | 'down'; readonly said: string }>();
  const general = errorAt('fields');

  // A moved row may have been taken out of the page for a moment, and the focus with it.
  useLayoutEffect(() => {
    if (!moved) return;
    const button = (way: string) =>
      list.current?.querySelector<HTMLButtonElement>(`[data-move="${moved.row} ${way}"]:not(:disabled)`);
    (button(moved.way) ?? button(moved.way === 'up' ? 'down' : 'up'))?.focus();
  }, [moved]);
  useLayoutEffect(() => {
    if (added) list.current?.querySelector<HTMLElement>('li:last-child .field-inputs input')?.focus();
  }, [added]);

  const edit = (row: string, changes: Partial<FieldDraft>) => {
    const { label, ...others } = changes;
    const named = label === undefined ? fields : relabel(fields, row, label);
    change({ fields: named.map((field) => (field.row === row ? { ...field, ...others } : field)) });
  };
  const move = (field: FieldDraft, from: number, to: number) => {
    change({ fields: moveRow(fields, field.row, to) });
    const said = `${field.label} is now number ${to + 1} of ${fields.length}`;
    setMoved({ row: field.row, way: to < from ? 'up' : 'down', said });
  };
  const remove = ({ row, label }: FieldDraft) => {
    const before = fields;
    change({ fields: fields.filter((field) => field.row !== row) });
    showToast(`${label || 'The field'} is removed`, {
      action: { label: 'Undo', run: () => change({ fields: before }) },
    });
  };
  const dragOver = (event: DragEvent, place: number) => {
    const row = dragged.current;
    if (row === undefined) return;
    event.preventDefault();
    if (fields[place]?.row !== row) change({ fields: moveRow(fields, row, place) });
  };
  const add = () => {
    const next = addField(fields);
    change({ fields: next });
    setAdded(next.at(-1)?.row);
  };
  return (
    <section class="card" aria-labelledby="fields-title">
      <div class="card-head">
        <h2 id="fields-title">Fields</h2>
        <button type="button" class="button small" onClick={add}>
          <Icon name="plus" size={15} /> Field
        </button>
      </div>
      {general && (
        <p class="field-error" tabIndex={-1} aria-invalid="true">
          {general}
        </p>
      )}
      <ol class="field-list" ref={list}>
        {fields.map((field, place) => (
          <li
            key={field.row}
            onDragOver={(event) => dragOver(event, place)}
            onDrop={(event) => event.preventDefault()}
            onDragEnd={() => {
              dragged.current = undefined;
            }}
          >
            <FieldRow
              field={field}
              place={place}
              count={fields.length}
              fresh={field.row === added}
              errorAt={(path) => errorAt(`fields.${place}.${path}`)}
              hasError={refused.some((path) => path.startsWith(`fields.${place}.`))}
              onChange={(changes) => edit(field.row, changes)}
              onMove={(to) => move(field, place, to)}
              onRemove={() => remove(field)}
              onDrag={() => {
                dragged.current = field.row;
              }}
            />
          </li>
        ))}
      </ol>
      <p class="unseen" role="status">
        {moved?.said}
      </p>
    </section>
  );
};
