import { Dialog } from '../look/dialog.tsx';
import { Form } from '../look/form.tsx';
import { showToast } from '../look/toast.ts';
import { sentProviders } from './provider-form.ts';
import { type Provider, type ProviderSettings, useReloadProviders, useSetProviders } from './provider-queries.ts';

interface RemoveProviderDialogProps {
  readonly settings: ProviderSettings;
  readonly provider: Provider;
  readonly onClose: () => void;
}

/** Asks before a provider is taken away. */
export const RemoveProviderDialog = ({ settings, provider: { id, label }, onClose }: RemoveProviderDialogProps) => {
  const set = useSetProviders();
  const reload = useReloadProviders();
  const submit = () =>
    set.mutate(
      { providers: sentProviders(settings).filter((one) => one.id !== id), version: settings.version },
      {
        onSuccess: () => {
          showToast(`${label} is removed`);
          onClose();
        },
        onError: () => void reload(),
      },
    );
  return (
    <Dialog title={`Remove ${label}?`} onClose={onClose}>
      <Form submitLabel="Remove" busy={set.isPending} error={set.error} onSubmit={submit} onCancel={onClose}>
        <p>It is asked no more. What it said stays with the leads that have it.</p>
      </Form>
    </Dialog>
  );
};
