import { useState } from 'preact/hooks';
import { messageOf } from '../api/problem.ts';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { Empty } from '../look/empty.tsx';
import { Icon } from '../look/icon.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { showToast } from '../look/toast.ts';
import { Trouble } from '../look/trouble.tsx';
import { ProviderDialog } from './provider-dialog.tsx';
import { withProvider } from './provider-form.ts';
import { type Provider, type ProviderSettings, useProviders, useSetProviders } from './provider-queries.ts';
import { RemoveProviderDialog } from './remove-provider-dialog.tsx';
import { confidenceInWords } from './value-words.ts';

interface ProviderRowProps {
  readonly provider: ProviderSettings['providers'][number];
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

const ProviderRow = ({ provider, onEdit, onRemove }: ProviderRowProps) => (
  <li class="row field-row">
    <div class="row-main">
      <strong>{provider.label}</strong>
      <span class="row-sub">
        {provider.url} · believed to {confidenceInWords(provider.confidence)} · at most {provider.dailyBudget} a day
      </span>
    </div>
    <span class="chips">
      {provider.header && <span class="chip">{provider.hasKey ? 'Key set' : 'Key missing'}</span>}
      <span class={provider.enabled ? 'chip stage-won' : 'chip'}>{provider.enabled ? 'On' : 'Off'}</span>
    </span>
    <span class="head-buttons">
      <button type="button" class="button small" aria-label={`Edit ${provider.label}`} onClick={onEdit}>
        Edit
      </button>
      <button type="button" class="button small" aria-label={`Remove ${provider.label}`} onClick={onRemove}>
        Remove…
      </button>
    </span>
  </li>
);

interface SampleOfferProps {
  readonly settings: ProviderSettings;
  readonly sample: Provider;
}

/** Offers the provider that comes with a local run. */
const SampleOffer = ({ settings, sample }: SampleOfferProps) => {
  const set = useSetProviders();
  return (
    <p class="page-note soft">
      A sample provider runs on this machine and makes companies up.{' '}
      <button
        type="button"
        class="button small"
        disabled={set.isPending}
        onClick={() =>
          set.mutate(
            { providers: withProvider(settings, sample, undefined), version: settings.version },
            { onError: (error) => showToast(messageOf(error)) },
          )
        }
      >
        Add the sample provider
      </button>
    </p>
  );
};

type Open = { readonly is: 'new' } | { readonly is: 'edit' | 'remove'; readonly id: string };

/** Where companies are looked up; nowhere until somebody says so. */
export const ProviderListPage = () => {
  const settings = useProviders();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  useShortcuts([{ keys: 'n', label: 'New provider', run: () => setOpen({ is: 'new' }) }]);
  const { providers = [], sample } = settings.data ?? {};
  const chosen = open && open.is !== 'new' ? providers.find(({ id }) => id === open.id) : undefined;
  return (
    <>
      <header class="page-head">
        <PageTitle name="Providers" />
        {settings.data && (
          <button type="button" class="button primary" aria-keyshortcuts="n" onClick={() => setOpen({ is: 'new' })}>
            <Icon name="plus" /> New provider
          </button>
        )}
      </header>
      <p class="soft page-note">
        Companies of new leads are looked up at these, by the domain of the e-mail address. They fill what nobody said.
      </p>
      {settings.isPending && <Skeleton rows={3} />}
      {settings.isError && !settings.data && <Trouble error={settings.error} onRetry={settings.refetch} />}
      {settings.data && providers.length === 0 && (
        <Empty icon="provider" title="Nobody is asked">
          Add a service that knows companies, and its answers fill industry, size and country.
        </Empty>
      )}
      {settings.data && sample && !providers.some(({ id }) => id === sample.id) && (
        <SampleOffer settings={settings.data} sample={sample} />
      )}
      <ul class="rows" aria-label="Providers">
        {providers.map((provider) => (
          <ProviderRow
            key={provider.id}
            provider={provider}
            onEdit={() => setOpen({ is: 'edit', id: provider.id })}
            onRemove={() => setOpen({ is: 'remove', id: provider.id })}
          />
        ))}
      </ul>
      {settings.data && open?.is === 'new' && <ProviderDialog settings={settings.data} onClose={close} />}
      {settings.data && open?.is === 'edit' && chosen && (
        <ProviderDialog settings={settings.data} provider={chosen} onClose={close} />
      )}
      {settings.data && open?.is === 'remove' && chosen && (
        <RemoveProviderDialog settings={settings.data} provider={chosen} onClose={close} />
      )}
    </>
  );
};
