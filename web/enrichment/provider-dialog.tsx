import { useState } from 'preact/hooks';
import { ApiProblem } from '../api/problem.ts';
import { useFieldsOf } from '../fields/field-queries.ts';
import { Dialog } from '../look/dialog.tsx';
import { CheckField, TextField } from '../look/field.tsx';
import { Form, fieldError } from '../look/form.tsx';
import { showToast } from '../look/toast.ts';
import { PROVIDED_LABELS, placeName, providerOf, withProvider } from './provider-form.ts';
import { type ProviderSettings, useReloadProviders, useSetProviders } from './provider-queries.ts';

interface ProviderDialogProps {
  readonly settings: ProviderSettings;
  /** The one to change; a new one when there is none. */
  readonly provider?: ProviderSettings['providers'][number];
  readonly onClose: () => void;
}

const OVERTAKEN = 'Somebody else changed the providers just now. Theirs are read; save again to add yours.';

/** Says where companies are looked up, and which place of the answer fills which field. */
export const ProviderDialog = ({ settings, provider, onClose }: ProviderDialogProps) => {
  const set = useSetProviders();
  const reload = useReloadProviders();
  const custom = useFieldsOf('lead');
  const [enabled, setEnabled] = useState(provider?.enabled ?? true);
  const place = provider ? settings.providers.findIndex(({ id }) => id === provider.id) : settings.providers.length;
  const errorAt = (path: string) =>
    fieldError(set.error, `providers.${place}.${path}`) ?? (path === 'key' ? fieldError(set.error, path) : undefined);
  const isOvertaken = set.error instanceof ApiProblem && set.error.status === 412;
  const places = [
    ...Object.entries(PROVIDED_LABELS),
    ...custom.map(({ key, label }): [string, string] => [`custom.${key}`, label]),
  ];
  const submit = (texts: ReadonlyMap<string, string>) => {
    const made = providerOf(texts, provider?.id, enabled);
    const key = texts.get('key');
    set.mutate(
      {
        providers: withProvider(settings, made, provider?.id),
        version: settings.version,
        ...(key && { key: { id: made.id, key } }),
      },
      {
        onSuccess: () => {
          showToast('Saved');
          onClose();
        },
        onError: (error) => {
          if (error instanceof ApiProblem && error.status === 412) void reload();
        },
      },
    );
  };
  return (
    <Dialog title={provider ? `Edit ${provider.label}` : 'New provider'} onClose={onClose}>
      <Form
        submitLabel={provider ? 'Save' : 'Add provider'}
        busy={set.isPending}
        error={set.error}
        refusal={isOvertaken ? OVERTAKEN : undefined}
        onSubmit={submit}
        onCancel={onClose}
      >
        <TextField
          name="label"
          label="Name"
          autoComplete="off"
          defaultValue={provider?.label}
          error={errorAt('label') ?? errorAt('id')}
        />
        <TextField
          name="url"
          label="Address"
          inputMode="url"
          autoComplete="off"
          placeholder="https://api.example.com/companies/{domain}"
          defaultValue={provider?.url}
          hint="It answers with JSON. {domain} becomes the domain of the lead’s e-mail address; nothing else is sent."
          error={errorAt('url')}
        />
        <div class="field-pair">
          <TextField
            name="header"
            label="Header of the key"
            autoComplete="off"
            placeholder="x-api-key"
            defaultValue={provider?.header}
            error={errorAt('header')}
          />
          <TextField
            name="key"
            label="Key"
            autoComplete="off"
            placeholder={provider?.hasKey ? 'set; type to replace' : undefined}
            hint="Kept for look-ups, and never shown again."
            error={errorAt('key')}
          />
        </div>
        <fieldset class="answer-places">
          <legend>Where the answer has each field</legend>
          <div class="pointer-fields">
            {places.map(([field, label]) => (
              <TextField
                key={field}
                name={placeName(field)}
                label={label}
                autoComplete="off"
                placeholder={`/${field.replace('custom.', '')}`}
                defaultValue={provider?.fields[field]}
                error={errorAt(placeName(field))}
              />
            ))}
          </div>
          {errorAt('fields') && <p class="field-error">{errorAt('fields')}</p>}
        </fieldset>
        <div class="field-pair">
          <TextField
            name="confidence"
            label="Believed to, in percent"
            inputMode="numeric"
            autoComplete="off"
            defaultValue={String(Math.round((provider?.confidence ?? 0.7) * 100))}
            hint="Of two providers the one that is believed more is taken."
            error={errorAt('confidence')}
          />
          <TextField
            name="dailyBudget"
            label="Look-ups a day at most"
            inputMode="numeric"
            autoComplete="off"
            defaultValue={String(provider?.dailyBudget ?? 500)}
            error={errorAt('dailyBudget')}
          />
        </div>
        <CheckField
          label="Look up new leads"
          hint="Leads from forms and by hand. What a person says is never overwritten."
          checked={enabled}
          onCheck={setEnabled}
        />
      </Form>
    </Dialog>
  );
};
