import { useState } from 'preact/hooks';
import { ChoiceField } from '../imports/choice-field.tsx';
import { Dialog } from '../look/dialog.tsx';
import { CheckField, TextField } from '../look/field.tsx';
import { Form } from '../look/form.tsx';
import { Icon } from '../look/icon.tsx';
import { newCondition } from './condition-draft.ts';
import { ConditionRow } from './condition-row.tsx';
import type { RoutingRule, RoutingSet } from './routing-queries.ts';
import { MISSED_KEYS, MISSED_LABELS } from './routing-words.ts';
import { type Faults, isFaulty, ruleDraftOf, ruleOf } from './rule-draft.ts';
import { TargetField } from './target-field.tsx';

interface RuleDialogProps {
  readonly set: RoutingSet;
  /** The one to change; a new one when there is none. */
  readonly rule?: RoutingRule | undefined;
  readonly onDone: (rule: RoutingRule) => void;
  readonly onClose: () => void;
}

const MOST_CONDITIONS = 5;

/** Says which leads go to whom. Nothing is saved yet when it closes. */
export const RuleDialog = ({ set, rule, onDone, onClose }: RuleDialogProps) => {
  const [first] = set.teams;
  const [draft, setDraft] = useState(() =>
    ruleDraftOf(rule, first ? { kind: 'team', teamId: first.id } : { kind: 'everyone' }),
  );
  const [faults, setFaults] = useState<Faults>(new Map());
  const change = (changes: Partial<typeof draft>) => {
    setDraft({ ...draft, ...changes });
    setFaults(new Map());
  };
  const { conditions } = draft;
  const submit = () => {
    const made = ruleOf(
      draft,
      rule,
      set.rules.map(({ id }) => id),
    );
    if (isFaulty(made)) setFaults(made);
    else onDone(made);
  };
  return (
    <Dialog title={rule ? `Edit ${rule.label}` : 'New rule'} onClose={onClose}>
      <Form submitLabel="Done" busy={false} error={undefined} onSubmit={submit} onCancel={onClose}>
        <TextField
          name="label"
          label="Name"
          autoComplete="off"
          placeholder="Phones in Germany"
          value={draft.label}
          error={faults.get('label')}
          onInput={(event) => change({ label: event.currentTarget.value })}
        />
        <div class="field">
          <p class="fact-label">For leads of which all of this is true</p>
          <ul class="conditions">
            {conditions.map((condition, place) => (
              <ConditionRow
                key={condition.row}
                condition={condition}
                place={place}
                error={faults.get(condition.row)}
                onChange={(changes) =>
                  change({
                    conditions: conditions.map((one) => (one.row === condition.row ? { ...one, ...changes } : one)),
                  })
                }
                onRemove={
                  conditions.length > 1
                    ? () => change({ conditions: conditions.filter(({ row }) => row !== condition.row) })
                    : undefined
                }
              />
            ))}
          </ul>
          {conditions.length < MOST_CONDITIONS && (
            <button
              type="button"
              class="button small"
              onClick={() => change({ conditions: [...conditions, newCondition()] })}
            >
              <Icon name="plus" size={15} /> Condition
            </button>
          )}
        </div>
        <TargetField label="They go to" value={draft.to} teams={set.teams} onPick={(to) => change({ to })} />
        <CheckField
          label="Only while they work"
          hint="By the hours of each person. Who is away gets none either way."
          checked={draft.respectHours}
          onCheck={(respectHours) => change({ respectHours })}
        />
        <CheckField
          label="When nobody can take it, ask the next rule"
          hint="Otherwise it waits in Unassigned."
          checked={draft.handsOn}
          onCheck={(handsOn) => change({ handsOn })}
        />
        <div class="field-pair">
          <TextField
            name="minutes"
            label="Minutes to get in touch"
            inputMode="numeric"
            autoComplete="off"
            placeholder="No promise"
            value={draft.minutes}
            error={faults.get('minutes')}
            onInput={(event) => change({ minutes: event.currentTarget.value })}
          />
          <ChoiceField
            label="If not"
            labels={MISSED_LABELS}
            keys={MISSED_KEYS}
            value={draft.ifMissed}
            onPick={(ifMissed) => change({ ifMissed })}
          />
        </div>
      </Form>
    </Dialog>
  );
};
