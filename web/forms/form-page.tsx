import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { ApiProblem, messageOf } from '../api/problem.ts';
import { BackLink } from '../look/back-link.tsx';
import { fieldError } from '../look/form.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { showToast } from '../look/toast.ts';
import { Trouble } from '../look/trouble.tsx';
import { ConsentsSection } from './consents-section.tsx';
import { DeleteFormButton } from './delete-form-button.tsx';
import { FieldsSection } from './fields-section.tsx';
import { contentOf } from './form-draft.ts';
import { FormPreview } from './form-preview.tsx';
import { type Form, useForm } from './form-queries.ts';
import {
  AfterwardsSection,
  DefaultsSection,
  DropInSection,
  NameSection,
  PlacesSection,
  SpamSection,
} from './form-sections.tsx';
import { FormSnippets } from './form-snippets.tsx';
import { FormVersions } from './form-versions.tsx';
import { PART_LABELS } from './form-words.ts';
import { keptEdit } from './kept-edits.ts';
import { ReplayButton } from './replay-button.tsx';
import { SaveBar } from './save-bar.tsx';
import { type FormEditing, useFormEdit } from './use-form-edit.ts';

const Overtaken = ({ editing }: { readonly editing: FormEditing }) => {
  const { overtaken } = editing;
  if (!overtaken) return null;
  const named = (parts: typeof overtaken.theirs) => parts.map((part) => PART_LABELS[part]).join(', ');
  return (
    <div class="notice" role="alert">
      <strong>Somebody else changed this form in the meantime:</strong> {named(overtaken.theirs)}.{' '}
      {overtaken.conflicts.length > 0
        ? `You changed the same: ${named(overtaken.conflicts)}. Save again to put yours in its place, or discard yours to see theirs.`
        : 'You changed other things. Save again to add yours.'}
    </div>
  );
};

const Refusal = ({ error }: { readonly error: unknown }) => {
  if (!error || (error instanceof ApiProblem && error.status === 412)) return null;
  return (
    <div class="notice" role="alert">
      {messageOf(error)}
    </div>
  );
};

/** Tells whoever leaves the page with something unsaved that it is kept, and the way back. */
const useLeavingWord = ({ id, name }: Form) => {
  const { route } = useLocation();
  const newest = useRef(name);
  newest.current = name;
  useEffect(
    () => () => {
      if (!keptEdit(id)) return;
      showToast(`Your changes to “${newest.current}” are not saved yet. They are kept until you close this tab.`, {
        action: { label: 'Go back', run: () => route(`/forms/${id}`) },
      });
    },
    [id],
  );
};

const FormEditor = ({ form }: { readonly form: Form }) => {
  const editing = useFormEdit(form);
  useLeavingWord(form);
  const { draft, edited, error, busy, change, save, discard, takeBack } = editing;
  const editor = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    if (error) editor.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  const content = contentOf(draft);
  const section = { draft, change, errorAt: (path: string) => fieldError(error, path) };
  const submit = (event: Event) => {
    event.preventDefault();
    if (!busy && edited.length > 0) void save();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) editor.current?.requestSubmit();
  };
  return (
    <>
      <header class="page-head">
        <PageTitle name={form.name} />
        <span class="head-buttons">
          <ReplayButton form={form} />
          <DeleteFormButton form={form} />
        </span>
      </header>
      <div class="record editor">
        <form ref={editor} class="record-main" noValidate onSubmit={submit} onKeyDown={onKeyDown}>
          <NameSection {...section} />
          <FieldsSection {...section} refused={error instanceof ApiProblem ? [...error.fields.keys()] : []} />
          <ConsentsSection {...section} />
          <AfterwardsSection {...section} />
          <PlacesSection {...section} />
          <DefaultsSection {...section} />
          <SpamSection {...section} />
          <DropInSection {...section} />
          <SaveBar edited={edited} busy={busy} onDiscard={discard}>
            <Overtaken editing={editing} />
            <Refusal error={error} />
          </SaveBar>
        </form>
        <div class="record-side beside">
          <FormPreview formId={form.id} content={content} />
          <FormSnippets formId={form.id} content={content} />
          <FormVersions form={form} onTake={takeBack} />
        </div>
      </div>
    </>
  );
};

/** One form: what it asks and how its posts are treated, a preview beside it, and the ways to use it. */
export const FormPage = ({ id }: { readonly id: string }) => {
  const form = useForm(id);
  return (
    <>
      <BackLink href="/forms" label="Forms" />
      {form.data ? (
        <FormEditor key={id} form={form.data} />
      ) : (
        <>
          <PageTitle name="Form" />
          {form.isError ? <Trouble error={form.error} onRetry={form.refetch} /> : <Skeleton rows={5} tall />}
        </>
      )}
    </>
  );
};
