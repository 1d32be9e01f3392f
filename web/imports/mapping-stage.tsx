import { useState } from 'preact/hooks';
import { messageOf } from '../api/problem.ts';
import { useFieldsOf } from '../fields/field-queries.ts';
import { fieldError } from '../look/form.tsx';
import { Icon } from '../look/icon.tsx';
import { DiscardButton } from './discard-button.tsx';
import { type Import, usePlanImport } from './import-queries.ts';
import { counted } from './import-words.ts';
import { dropMapping, keepMapping, keptMapping } from './kept-mappings.ts';
import { type MappingDraft, mappingDraftOf, planOf, withColumn } from './mapping-draft.ts';
import { MappingRow } from './mapping-row.tsx';
import { mappingWarnings } from './mapping-warnings.ts';
import { presetName } from './mapping-words.ts';
import { OptionFields } from './option-fields.tsx';
import { StageTitle } from './stage-title.tsx';

interface MappingStageProps {
  readonly imported: Import;
  /** Goes back to the plan that there is. */
  readonly onBack?: () => void;
}

const introOf = ({ preset, columns }: Import, draft: MappingDraft): string => {
  const fed = draft.columns.filter(({ feeds }) => feeds !== null).length;
  const like = preset ? `It looks like an export of ${presetName(preset)}. ` : '';
  return `${like}${fed} of ${counted(columns.length, 'column')} ${fed === 1 ? 'goes' : 'go'} into leads. Look it over, and change what is not right.`;
};

/** Where somebody says what the columns hold and what shall be done, before the plan is made. */
export const MappingStage = ({ imported, onBack }: MappingStageProps) => {
  const fields = useFieldsOf('lead');
  const plan = usePlanImport(imported.id);
  const [draft, setDraft] = useState<MappingDraft>(() => keptMapping(imported.id) ?? mappingDraftOf(imported));
  const change = (next: MappingDraft) => {
    setDraft(next);
    keepMapping(imported.id, next);
    // What was refused is about what it was before.
    if (plan.isError) plan.reset();
  };
  const warnings = mappingWarnings(draft, fields);
  const errorAt = (path: string) => fieldError(plan.error, path);
  const submit = () => plan.mutate(planOf(draft, fields), { onSuccess: () => dropMapping(imported.id) });
  return (
    <>
      <div class="job-head stage-line">
        <StageTitle name="What the columns hold">{introOf(imported, draft)}</StageTitle>
        <DiscardButton imported={imported} />
      </div>
      {warnings.length > 0 && (
        <ul class="warnings" aria-label="Warnings" aria-live="polite">
          {warnings.map(({ text, stops }) => (
            <li key={text} class={stops ? 'warning stops' : 'warning'}>
              {text}
            </li>
          ))}
        </ul>
      )}
      <div class="record editor mapping">
        <div class="record-main">
          <ol class="map" aria-label="Columns">
            {draft.columns.map((column, place) => (
              <MappingRow
                key={`${place} ${column.header}`}
                column={column}
                preset={imported.preset}
                fields={fields}
                updates={draft.mode !== 'create'}
                error={errorAt(`columns.${place}.feeds`) ?? errorAt(`columns.${place}`)}
                onChange={(changes) => change(withColumn(draft, place, changes))}
              />
            ))}
          </ol>
        </div>
        <div class="record-side">
          <section class="card form" aria-labelledby="options-title">
            <h2 id="options-title">What shall happen</h2>
            <OptionFields
              draft={draft}
              change={(changes) => change({ ...draft, ...changes })}
              errorAt={errorAt}
              hasIds={draft.columns.some(({ feeds }) => feeds === 'externalId')}
            />
          </section>
        </div>
        <fieldset class="save-bar next-step" aria-label="Next step">
          <span class="soft">Nothing is written yet: the plan shows first what would happen.</span>
          <span class="head-buttons">
            {onBack && (
              <button type="button" class="button" onClick={onBack}>
                Back to the plan
              </button>
            )}
            <button
              type="button"
              class="button primary"
              disabled={plan.isPending || warnings.some(({ stops }) => stops)}
              onClick={submit}
            >
              {plan.isPending ? 'Starting…' : 'Make the plan'} <Icon name="forward" size={15} />
            </button>
          </span>
          {plan.isError && (
            <p class="notice" role="alert">
              {messageOf(plan.error)}
            </p>
          )}
        </fieldset>
      </div>
    </>
  );
};
