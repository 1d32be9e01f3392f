import { CheckField, TextAreaField, TextField } from '../look/field.tsx';
import { Icon } from '../look/icon.tsx';
import { addConsent } from './field-drafts.ts';
import type { ConsentDraft } from './form-draft.ts';
import type { SectionProps } from './use-form-edit.ts';

/** What visitors are asked to agree to; each wording is kept with the version of the form in which it stood. */
export const ConsentsSection = ({ draft: { consents, doubleOptIn }, change, errorAt }: SectionProps) => {
  const edit = (row: string, changes: Partial<ConsentDraft>) =>
    change({ consents: consents.map((consent) => (consent.row === row ? { ...consent, ...changes } : consent)) });
  return (
    <section class="card" aria-labelledby="consents-title">
      <div class="card-head">
        <h2 id="consents-title">Consents</h2>
        <button type="button" class="button small" onClick={() => change({ consents: addConsent(consents) })}>
          <Icon name="plus" size={15} /> Consent
        </button>
      </div>
      {consents.length === 0 && <p class="soft">Nothing to agree to. Add a consent for a newsletter, for example.</p>}
      <ul class="field-list">
        {consents.map(({ row, purpose, wording, required }, place) => (
          <li key={row} class="consent">
            <div class="form">
              <TextAreaField
                label="Wording"
                rows={2}
                value={wording}
                error={errorAt(`consents.${place}.wording`)}
                onInput={(event) => edit(row, { wording: event.currentTarget.value })}
              />
              <TextField
                name="purpose"
                label="Purpose"
                autoComplete="off"
                value={purpose}
                hint="A short key such as newsletter. What was agreed to for one purpose belongs together over all forms."
                error={errorAt(`consents.${place}.purpose`)}
                onInput={(event) => edit(row, { purpose: event.currentTarget.value })}
              />
              <div class="consent-foot">
                <CheckField
                  label="The form cannot be sent without it"
                  checked={required}
                  onCheck={(checked) => edit(row, { required: checked })}
                />
                <button
                  type="button"
                  class="button quiet small"
                  aria-label={`Remove the consent ${purpose}`}
                  onClick={() => change({ consents: consents.filter((consent) => consent.row !== row) })}
                >
                  Remove
                </button>
              </div>
            </div>
          </li>
        ))}
      </ul>
      {consents.length > 0 && (
        <CheckField
          label="Double opt-in"
          hint="A consent counts only once the person has followed a link in a mail that is sent to them."
          checked={doubleOptIn}
          onCheck={(checked) => change({ doubleOptIn: checked })}
        />
      )}
    </section>
  );
};
