import { useState } from 'preact/hooks';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { Icon } from '../look/icon.tsx';
import type { RecordRef } from '../records/record-ref.ts';
import { ACTIVITY_LABELS } from '../wording/labels.ts';
import { ActivityForm } from './activity-form.tsx';
import type { ActivityKind } from './activity-queries.ts';

const CHOICES = [
  { kind: 'call', keys: 'c', label: 'Log a call' },
  { kind: 'email', keys: 'e', label: 'Log an e-mail' },
  { kind: 'meeting', keys: 'm', label: 'Log a meeting' },
  { kind: 'note', keys: 'w', label: 'Write a note' },
] as const;

/** Four buttons, one key each, and the form of the one that was pressed. */
export const LogActivity = ({ record }: { readonly record: RecordRef }) => {
  const [open, setOpen] = useState<ActivityKind>();
  useShortcuts(CHOICES.map(({ kind, keys, label }) => ({ keys, label, run: () => setOpen(kind) })));
  return (
    <section class="card log-activity" id="log-activity" aria-label="Log a touch">
      <div class="log-buttons">
        {CHOICES.map(({ kind, keys, label }) => (
          <button
            key={kind}
            type="button"
            class="log-button"
            aria-label={label}
            aria-expanded={open === kind}
            aria-keyshortcuts={keys}
            onClick={() => setOpen(open === kind ? undefined : kind)}
          >
            <Icon name={kind} size={20} />
            <span>{ACTIVITY_LABELS[kind]}</span>
            <kbd>{keys}</kbd>
          </button>
        ))}
      </div>
      {open && <ActivityForm key={open} record={record} kind={open} onDone={() => setOpen(undefined)} />}
    </section>
  );
};
