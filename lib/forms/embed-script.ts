import { ATTRIBUTION_PARAMETERS } from '../attribution/attribution.ts';
import { RESERVED_FIELDS } from '../spam/reserved-fields.ts';
import { drawForm, fieldsOf, nameOf } from './draw-form.ts';
import type { EmbeddedForm } from './embed-contract.ts';
import type { Form } from './form.ts';
import { FORM_STYLE } from './form-style.ts';
import { thanksOf } from './thanks.ts';

/** What the embed script is told of a form: what a visitor may see, and nothing of how its posts are judged. */
export const embeddedForm = (form: Form): EmbeddedForm => {
  const { fillTime, proof, landingPage, referrer } = RESERVED_FIELDS;
  return {
    id: form.id,
    fields: fieldsOf(form).map((field) => ({
      key: field.key,
      name: nameOf(field),
      kind: field.kind,
      required: field.required,
      ...(field.options && { options: field.options }),
    })),
    drawing: drawForm(form),
    style: FORM_STYLE,
    thankYou: thanksOf(form),
    parameters: ATTRIBUTION_PARAMETERS,
    names: { fillTime, proof, landingPage, referrer },
  };
};

/** The script that shows a form: the bundle of the embed, which is a function, called with the form. */
export const embedScript = (bundle: string, form: Form): string =>
  `${bundle.trimEnd()}(${JSON.stringify(embeddedForm(form))});\n`;
