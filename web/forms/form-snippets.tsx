import { Copyable } from '../look/copyable.tsx';
import type { FormContent } from './form-draft.ts';
import { snippetsOf } from './snippets.ts';

interface FormSnippetsProps {
  readonly formId: string;
  readonly content: FormContent;
}

/** The ways to use the form, to be copied. */
export const FormSnippets = ({ formId, content }: FormSnippetsProps) => (
  <section class="card" aria-labelledby="snippets-title">
    <h2 id="snippets-title">Use it</h2>
    {snippetsOf(formId, content, location.origin).map(({ id, title, note, text }, place) => (
      <details key={id} class="snippet" name="snippets" open={place === 0}>
        <summary>{title}</summary>
        <Copyable text={text} label={title} />
        <p class="soft">
          {note}
          {id === 'page' && (
            <>
              {' '}
              <a href={text} target="_blank" rel="noreferrer">
                Open it
              </a>
            </>
          )}
        </p>
      </details>
    ))}
  </section>
);
