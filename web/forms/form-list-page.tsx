import { useRef, useState } from 'preact/hooks';
import { itemsOf } from '../api/pages.ts';
import { useRowKeys } from '../keyboard/use-row-keys.ts';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { Empty } from '../look/empty.tsx';
import { Icon } from '../look/icon.tsx';
import { LoadMore } from '../look/load-more.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Trouble } from '../look/trouble.tsx';
import { type Form, useForms } from './form-queries.ts';
import { placesInWords } from './form-words.ts';
import { keptEdit } from './kept-edits.ts';
import { NewFormDialog } from './new-form-dialog.tsx';

const FormRow = ({ form }: { readonly form: Form }) => (
  <li class="row form-row">
    <div class="row-main">
      <a class="row-link" href={`/forms/${form.id}`} data-row={form.id}>
        {form.name}
      </a>
      {keptEdit(form.id) && <span class="chip candidate">Unsaved changes</span>}
      <span class="row-sub">
        {form.fields.length} {form.fields.length === 1 ? 'field' : 'fields'} · {placesInWords(form)}
      </span>
    </div>
    <span class="row-status">
      <span class={form.active ? 'chip stage-won' : 'chip'}>{form.active ? 'Active' : 'Switched off'}</span>
    </span>
    {form.active ? (
      <a class="over-row" href={`/f/${form.id}`} target="_blank" rel="noreferrer">
        Its own page
      </a>
    ) : (
      <span class="soft">No page</span>
    )}
  </li>
);

/** The forms by which leads come in. */
export const FormListPage = () => {
  const forms = useForms();
  const list = useRef<HTMLOListElement>(null);
  const [adding, setAdding] = useState(false);
  const rows = itemsOf(forms.data);
  useRowKeys(list, () => forms.hasNextPage && !forms.isFetchingNextPage && forms.fetchNextPage());
  useShortcuts([{ keys: 'n', label: 'New form', run: () => setAdding(true) }]);
  return (
    <>
      <header class="page-head">
        <PageTitle name="Forms" />
        <button type="button" class="button primary" aria-keyshortcuts="n" onClick={() => setAdding(true)}>
          <Icon name="plus" /> New form
        </button>
      </header>
      {forms.isPending && <Skeleton rows={4} />}
      {forms.isError && !forms.data && <Trouble error={forms.error} onRetry={forms.refetch} />}
      {forms.data && rows.length === 0 && (
        <Empty icon="form" title="No forms yet">
          Make one, put it on a page, and what visitors send becomes leads.
        </Empty>
      )}
      <ol class="rows" ref={list} aria-label="Forms">
        {rows.map((form) => (
          <FormRow key={form.id} form={form} />
        ))}
      </ol>
      <LoadMore pages={forms} />
      {adding && <NewFormDialog onClose={() => setAdding(false)} />}
    </>
  );
};
