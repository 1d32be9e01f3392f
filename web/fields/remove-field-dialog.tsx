import { Dialog } from '../look/dialog.tsx';
import { Form } from '../look/form.tsx';
import { showToast } from '../look/toast.ts';
import { withoutField } from './field-form.ts';
import { type FieldDefinition, type FieldSettings, useReloadFields, useSetFields } from './field-queries.ts';

interface RemoveFieldDialogProps {
  readonly settings: FieldSettings;
  readonly field: FieldDefinition;
  readonly onClose: () => void;
}

/** Asks before a custom field is taken away. */
export const RemoveFieldDialog = ({ settings, field, onClose }: RemoveFieldDialogProps) => {
  const set = useSetFields();
  const reload = useReloadFields();
  const submit = () =>
    set.mutate(
      { fields: withoutField(settings.fields, field.key), version: settings.version },
      {
        onSuccess: () => {
          showToast(`${field.label} is removed`);
          onClose();
        },
        onError: () => void reload(),
      },
    );
  return (
    <Dialog title={`Remove ${field.label}?`} onClose={onClose}>
      <Form submitLabel="Remove" busy={set.isPending} error={set.error} onSubmit={submit} onCancel={onClose}>
        <p>
          It is shown and asked for no more. The values that records have stay stored, and come back with a field of the
          same key, {field.key}.
        </p>
      </Form>
    </Dialog>
  );
};
