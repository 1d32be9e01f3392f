import { TextAreaField, TextField } from '../look/field.tsx';
import { TagInput } from '../tags/tag-input.tsx';
import { AssignmentField } from './assignment-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { Fold } from './fold.tsx';
import type { OptionsDraft } from './mapping-draft.ts';
import { INVALID_LABELS, MATCH_LABELS, MODE_LABELS } from './mapping-words.ts';

interface OptionFieldsProps {
  readonly draft: OptionsDraft;
  readonly change: (changes: Partial<OptionsDraft>) => void;
  readonly errorAt: (path: string) => string | undefined;
  /** Whether a column holds ids of another system. */
  readonly hasIds?: boolean;
}

/** What an import shall do: the usual choices open, the others folded until they are wanted or wrong. */
export const OptionFields = ({ draft, change, errorAt, hasIds = false }: OptionFieldsProps) => {
  const asksSystem = hasIds || draft.matchBy === 'external-id';
  const matchingWrong = ['matchBy', 'externalSystem', 'phoneCountry', 'invalidValues'].some(errorAt);
  const consentError = errorAt('consent') ?? errorAt('consent.purpose');
  return (
    <>
      <ChoiceField
        label="What it does"
        labels={MODE_LABELS}
        keys={['upsert', 'create', 'update']}
        value={draft.mode}
        error={errorAt('mode')}
        onPick={(mode) => change({ mode })}
      />
      <AssignmentField value={draft} error={errorAt('ownerId') ?? errorAt('assign')} onPick={change} />
      <TagInput
        label="Tags for its leads"
        tags={draft.tags}
        error={errorAt('tags')}
        onChange={(tags) => change({ tags })}
      />
      <TextField
        name="source"
        label="Where the list comes from"
        autoComplete="off"
        maxLength={120}
        value={draft.source}
        hint="In your words, such as “Hanover fair, spring 2026”."
        error={errorAt('source')}
        onInput={(event) => change({ source: event.currentTarget.value })}
      />
      <Fold title="Matching and mistakes" open={matchingWrong || (asksSystem && !draft.externalSystem)}>
        <ChoiceField
          label="A row finds its lead by"
          labels={MATCH_LABELS}
          keys={['email', 'phone', 'external-id']}
          value={draft.matchBy}
          error={errorAt('matchBy')}
          onPick={(matchBy) => change({ matchBy })}
        />
        {asksSystem && (
          <TextField
            name="externalSystem"
            label="System that the ids are from"
            autoComplete="off"
            placeholder="salesforce"
            value={draft.externalSystem}
            error={errorAt('externalSystem')}
            onInput={(event) => change({ externalSystem: event.currentTarget.value })}
          />
        )}
        <TextField
          name="phoneCountry"
          label="Country of its phone numbers"
          autoComplete="off"
          placeholder="DE"
          maxLength={2}
          value={draft.phoneCountry}
          hint="For numbers that do not say theirs, such as 030 5550 1712. Two letters."
          error={errorAt('phoneCountry')}
          onInput={(event) => change({ phoneCountry: event.currentTarget.value })}
        />
        <ChoiceField
          label="A value that cannot be taken"
          labels={INVALID_LABELS}
          keys={['reject-row', 'leave-out']}
          value={draft.invalidValues}
          error={errorAt('invalidValues')}
          onPick={(invalidValues) => change({ invalidValues })}
        />
      </Fold>
      <Fold
        title="Consent"
        open={Boolean(draft.consentPurpose || draft.consentBasis || consentError || errorAt('consent.basis'))}
      >
        <p class="field-hint">Goes into the ledger of each new lead, so that later anybody sees why you may write.</p>
        <TextField
          name="consentPurpose"
          label="What for"
          autoComplete="off"
          placeholder="newsletter"
          value={draft.consentPurpose}
          error={consentError}
          onInput={(event) => change({ consentPurpose: event.currentTarget.value })}
        />
        <TextAreaField
          name="consentBasis"
          label="On what it rests"
          rows={3}
          placeholder="Agreed on the badge scanner at the stand, 12 to 14 May"
          value={draft.consentBasis}
          error={errorAt('consent.basis')}
          onInput={(event) => change({ consentBasis: event.currentTarget.value })}
        />
      </Fold>
    </>
  );
};
