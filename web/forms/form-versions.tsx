import { useState } from 'preact/hooks';
import { Ago } from '../wording/ago.tsx';
import type { FormContent } from './form-draft.ts';
import { changedParts, contentOfForm } from './form-edit.ts';
import { type Form, useFormVersion } from './form-queries.ts';
import { PART_LABELS } from './form-words.ts';

/** Versions that are shown before somebody asks for more. */
const FEW = 5;

const changesInWords = (form: Form, before: Form | undefined): string => {
  if (form.version === 1) return 'made';
  if (!before) return '';
  return changedParts(contentOfForm(before), contentOfForm(form))
    .map((part) => PART_LABELS[part])
    .join(', ');
};

interface VersionRowProps {
  readonly formId: string;
  readonly version: number;
  readonly isNow: boolean;
  readonly onTake: (content: FormContent) => void;
}

const VersionRow = ({ formId, version, isNow, onTake }: VersionRowProps) => {
  const { data: form } = useFormVersion(formId, version);
  const { data: before } = useFormVersion(formId, Math.max(version - 1, 1));
  return (
    <li class="version">
      <span>
        <strong>Version {version}</strong>
        {form && (
          <span class="soft">
            {' '}
            · <Ago at={form.updatedAt} />
          </span>
        )}
        {form && <span class="version-parts soft">{changesInWords(form, before)}</span>}
      </span>
      {isNow ? (
        <span class="chip">Now</span>
      ) : (
        form && (
          <button type="button" class="button small" onClick={() => onTake(contentOfForm(form))}>
            Take into the editor
          </button>
        )
      )}
    </li>
  );
};

interface FormVersionsProps {
  readonly form: Form;
  readonly onTake: (content: FormContent) => void;
}

/** The versions of a form, the newest first; every submission knows the one that it answered. */
export const FormVersions = ({ form, onTake }: FormVersionsProps) => {
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState(FEW);
  const versions = Array.from({ length: Math.min(shown, form.version) }, (_, back) => form.version - back);
  return (
    <details class="card fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>Versions</h2>
        <span class="soft">
          {form.version}, changed <Ago at={form.updatedAt} />
        </span>
      </summary>
      {open && (
        <ol>
          {versions.map((version) => (
            <VersionRow
              key={version}
              formId={form.id}
              version={version}
              isNow={version === form.version}
              onTake={onTake}
            />
          ))}
        </ol>
      )}
      {open && shown < form.version && (
        <button type="button" class="button small" onClick={() => setShown(shown + FEW)}>
          Earlier versions
        </button>
      )}
    </details>
  );
};
