import { useState } from 'preact/hooks';
import { Dialog } from '../look/dialog.tsx';
import { Form } from '../look/form.tsx';
import { dayName } from '../wording/relative-time.ts';
import { useNow } from '../wording/use-now.ts';
import { type Import, useImportStep } from './import-queries.ts';
import { undoAheadInWords } from './outcome-words.ts';

interface UndoButtonProps {
  readonly imported: Import;
  readonly label?: string;
}

/** Takes an import back, after saying what that does; nothing once it is too late. */
export const UndoButton = ({ imported, label = 'Undo…' }: UndoButtonProps) => {
  const { counts, undoableUntil, name } = imported;
  const [asking, setAsking] = useState(false);
  const step = useImportStep(imported);
  const now = useNow();
  const written = (counts.created ?? 0) + (counts.updated ?? 0);
  if (written === 0) return null;
  if (undoableUntil === null || Date.parse(undoableUntil) < now) {
    return <span class="soft">Too long ago to be undone</span>;
  }
  return (
    <>
      <button type="button" class="button" onClick={() => setAsking(true)}>
        {label}
      </button>
      {asking && (
        <Dialog title={`Undo ${name}?`} onClose={() => setAsking(false)}>
          <Form
            submitLabel="Undo the import"
            busy={step.isPending}
            error={step.error}
            onSubmit={() => step.mutate('undo', { onSuccess: () => setAsking(false) })}
            onCancel={() => setAsking(false)}
          >
            <p>{undoAheadInWords(counts)}</p>
            <p class="soft">It can be undone until {dayName(undoableUntil, now)}.</p>
          </Form>
        </Dialog>
      )}
    </>
  );
};
