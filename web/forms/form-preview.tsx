import { useLayoutEffect, useRef } from 'preact/hooks';
import { drawForm } from '../../lib/forms/draw-form.ts';
import { FORM_STYLE } from '../../lib/forms/form-style.ts';
import { thanksOf } from '../../lib/forms/thanks.ts';
import { grow } from '../embed/grow.ts';
import type { FormContent } from './form-draft.ts';

const openRoot = (host: HTMLElement): ShadowRoot => {
  const root = host.attachShadow({ mode: 'open' });
  // A constructed style sheet is no inline style to a content security policy.
  const style = new CSSStyleSheet();
  style.replaceSync(FORM_STYLE);
  root.adoptedStyleSheets = [style];
  return root;
};

interface FormPreviewProps {
  readonly formId: string;
  readonly content: FormContent;
}

/** The form as visitors will see it: drawn by the same rules and styled by the same sheet. Sending it shows the thanks, and posts nothing. */
export const FormPreview = ({ formId, content }: FormPreviewProps) => {
  const host = useRef<HTMLDivElement>(null);
  const text = JSON.stringify(content);
  useLayoutEffect(() => {
    if (!host.current) return;
    const root = host.current.shadowRoot ?? openRoot(host.current);
    const at = new Date(0).toISOString();
    root.replaceChildren(grow(drawForm({ ...content, id: formId, version: 1, createdAt: at, updatedAt: at })));
    root.querySelector('form')?.addEventListener('submit', (event) => {
      event.preventDefault();
      const { text: thanks, redirect } = content.thankYou;
      const outcome = redirect ? `Goes to ${redirect}` : thanksOf({ thankYou: { text: thanks } }).text;
      root.querySelector('.outcome')?.replaceChildren(outcome);
    });
  }, [formId, text]);
  return (
    <section class="card preview" aria-labelledby="preview-title">
      <h2 id="preview-title">Preview</h2>
      <p class="preview-name">{content.name || 'No name yet'}</p>
      <div ref={host} class="preview-form" data-preview={formId} />
    </section>
  );
};
