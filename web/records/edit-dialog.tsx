import { useState } from 'preact/hooks';
import { ApiProblem } from '../api/problem.ts';
import { CustomInputs } from '../fields/custom-inputs.tsx';
import type { FieldDefinition } from '../fields/field-queries.ts';
import { Dialog } from '../look/dialog.tsx';
import { TextField } from '../look/field.tsx';
import { Form, fieldError } from '../look/form.tsx';
import { showToast } from '../look/toast.ts';
import { changedFields, conflictsOf, type FieldConflict, type FieldTexts } from './edit-conflict.ts';

export interface EditableField {
  readonly name: string;
  readonly label: string;
  readonly type?: 'email' | 'tel' | 'text' | 'date';
  readonly hint?: string;
}

export interface Snapshot {
  readonly texts: FieldTexts;
  readonly version: number;
}

interface EditDialogProps {
  readonly title: string;
  readonly fields: readonly EditableField[];
  /** The custom fields that the record may have; its texts carry their values, and its tags. */
  readonly custom: readonly FieldDefinition[];
  readonly record: Snapshot;
  /** Sends only what changed, on top of the version that the person has seen. */
  readonly save: (changed: FieldTexts, version: number) => Promise<unknown>;
  /** Reads the record again after somebody else changed it. */
  readonly reload: () => Promise<Snapshot>;
  readonly onClose: () => void;
}

interface Overtaken {
  readonly conflicts: readonly FieldConflict[];
}

/**
 * Edits a record's fields. When somebody else saved first nothing is overwritten: the dialog keeps what was typed, shows what is there
 * now, and the next save is on top of that.
 */
export const EditDialog = ({ title, fields, custom, record, save, reload, onClose }: EditDialogProps) => {
  const [began, setBegan] = useState(record);
  const [overtaken, setOvertaken] = useState<Overtaken>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  const catchUp = async (typed: FieldTexts) => {
    const fresh = await reload();
    setOvertaken({ conflicts: conflictsOf(began.texts, fresh.texts, typed) });
    // What this person left alone follows the newest record; what they typed stays.
    const mine = new Set(changedFields(began.texts, typed));
    const texts = Object.entries(fresh.texts).map(([name, now]) => [name, mine.has(name) ? began.texts[name] : now]);
    setBegan({ texts: Object.fromEntries(texts), version: fresh.version });
  };

  const submit = async (form: ReadonlyMap<string, string>) => {
    const typed = Object.fromEntries(form);
    const names = changedFields(began.texts, typed);
    if (names.length === 0) return onClose();
    setBusy(true);
    setError(undefined);
    try {
      await save(Object.fromEntries(names.map((name) => [name, typed[name] ?? ''])), began.version);
      showToast('Saved');
      onClose();
    } catch (problem) {
      // Everything is shown in the dialog, which stays open with what was typed.
      setError(problem);
      if (problem instanceof ApiProblem && problem.status === 412) await catchUp(typed).catch(setError);
    } finally {
      setBusy(false);
    }
  };

  const nowOf = (name: string) => overtaken?.conflicts.find((conflict) => conflict.name === name)?.now;
  const noteOn = (name: string) => {
    const now = nowOf(name);
    return (
      now !== undefined && <span class="conflict">Saved by somebody else: {now.replaceAll('\n', ', ') || 'empty'}</span>
    );
  };
  const isOvertaken = overtaken !== undefined && error instanceof ApiProblem && error.status === 412;
  const refusal = isOvertaken && (
    <>
      <strong>Somebody else changed this in the meantime.</strong>{' '}
      {overtaken.conflicts.length > 0
        ? 'What you typed is still here; beside it you see what was saved. Save again to put yours in its place, or cancel to keep theirs.'
        : 'They changed other fields than you. Save again to add yours.'}
    </>
  );
  return (
    <Dialog title={title} onClose={onClose}>
      <Form
        submitLabel={isOvertaken ? 'Save mine' : 'Save'}
        busy={busy}
        error={error}
        refusal={refusal || undefined}
        onSubmit={submit}
        onCancel={onClose}
      >
        {fields.map(({ name, label, type = 'text', hint }) => (
          <TextField
            key={name}
            name={name}
            label={label}
            type={type}
            defaultValue={began.texts[name]}
            autoComplete="off"
            error={fieldError(error, name)}
            hint={noteOn(name) || hint}
          />
        ))}
        <CustomInputs definitions={custom} began={began.texts} error={error} noteOn={noteOn} />
      </Form>
    </Dialog>
  );
};
