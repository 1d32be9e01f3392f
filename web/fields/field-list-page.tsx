import { useState } from 'preact/hooks';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { Empty } from '../look/empty.tsx';
import { Icon } from '../look/icon.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useAbilities } from '../people/people-queries.ts';
import { FieldDialog } from './field-dialog.tsx';
import { type FieldDefinition, useFieldSettings } from './field-queries.ts';
import { FIELD_KIND_LABELS, FIELD_RECORD_LABELS } from './field-words.ts';
import { RemoveFieldDialog } from './remove-field-dialog.tsx';

interface FieldRowProps {
  readonly field: FieldDefinition;
  readonly mayChange: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

const FieldRow = ({ field, mayChange, onEdit, onRemove }: FieldRowProps) => {
  const targets = Object.keys(field.convertsTo ?? {});
  return (
    <li class="row field-row">
      <div class="row-main">
        <strong>{field.label}</strong>
        <code class="soft">{field.key}</code>
        <span class="row-sub">
          {FIELD_KIND_LABELS[field.kind]}
          {field.options && `: ${field.options.join(', ')}`}
          {targets.length > 0 && ` · goes to the ${targets.join(' and the ')} at conversion`}
        </span>
      </div>
      <span class="chips">
        {field.on.map((record) => (
          <span key={record} class="chip">
            {FIELD_RECORD_LABELS[record]}
          </span>
        ))}
      </span>
      {mayChange && (
        <span class="head-buttons">
          <button type="button" class="button small" aria-label={`Edit ${field.label}`} onClick={onEdit}>
            Edit
          </button>
          <button type="button" class="button small" aria-label={`Remove ${field.label}`} onClick={onRemove}>
            Remove…
          </button>
        </span>
      )}
    </li>
  );
};

type Open = { readonly is: 'new' } | { readonly is: 'edit' | 'remove'; readonly key: string };

/** The custom fields: what this company keeps on its records beside what every company does. */
export const FieldListPage = () => {
  const settings = useFieldSettings();
  const { administer } = useAbilities();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  useShortcuts(administer ? [{ keys: 'n', label: 'New field', run: () => setOpen({ is: 'new' }) }] : []);
  const fields = settings.data?.fields ?? [];
  const chosen = open && open.is !== 'new' ? fields.find(({ key }) => key === open.key) : undefined;
  return (
    <>
      <header class="page-head">
        <PageTitle name="Fields" />
        {administer && settings.data && (
          <button type="button" class="button primary" aria-keyshortcuts="n" onClick={() => setOpen({ is: 'new' })}>
            <Icon name="plus" /> New field
          </button>
        )}
      </header>
      {settings.isPending && <Skeleton rows={3} />}
      {settings.isError && !settings.data && <Trouble error={settings.error} onRetry={settings.refetch} />}
      {settings.data && fields.length === 0 && (
        <Empty icon="fields" title="No fields of your own yet">
          Add what your company asks for: team size, industry, renewal date. Forms can fill it in.
        </Empty>
      )}
      <ul class="rows">
        {fields.map((field) => (
          <FieldRow
            key={field.key}
            field={field}
            mayChange={administer}
            onEdit={() => setOpen({ is: 'edit', key: field.key })}
            onRemove={() => setOpen({ is: 'remove', key: field.key })}
          />
        ))}
      </ul>
      {settings.data && open?.is === 'new' && <FieldDialog settings={settings.data} onClose={close} />}
      {settings.data && open?.is === 'edit' && chosen && (
        <FieldDialog settings={settings.data} field={chosen} onClose={close} />
      )}
      {settings.data && open?.is === 'remove' && chosen && (
        <RemoveFieldDialog settings={settings.data} field={chosen} onClose={close} />
      )}
    </>
  );
};
