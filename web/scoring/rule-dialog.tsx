import { useState } from 'preact/hooks';
import { Dialog } from '../look/dialog.tsx';
import { TextField } from '../look/field.tsx';
import { Form } from '../look/form.tsx';
import { Icon } from '../look/icon.tsx';
import { ConditionFields } from './condition-fields.tsx';
import { faultsOfRule, type RuleFaults } from './rule-faults.ts';
import { GROUP_LABELS } from './rule-words.ts';
import { type ConditionDraft, newCondition, type RuleDraft } from './scoring-draft.ts';
import { useFacts } from './use-facts.ts';

/** More conditions than this are two rules (`MOST_CONDITIONS` of the API). */
const MOST = 5;

/** Days after which most have forgotten a download. */
const USUAL_HALF_LIFE = '30';

interface RuleDialogProps {
  readonly rule: RuleDraft;
  readonly isNew: boolean;
  /** What the API refused. */
  readonly refused: RuleFaults;
  readonly onDone: (rule: RuleDraft) => void;
  readonly onClose: () => void;
}

interface PartProps {
  readonly rule: RuleDraft;
  readonly faults: RuleFaults;
  readonly change: (changes: Partial<RuleDraft>) => void;
}

const Conditions = ({ rule, faults, change }: PartProps) => {
  const facts = useFacts(rule.group);
  const set = (row: string, changes: Partial<ConditionDraft>) =>
    change({ when: rule.when.map((one) => (one.row === row ? { ...one, ...changes } : one)) });
  return (
    <fieldset class="conditions">
      <legend>{rule.when.length > 1 ? 'When all of these hold' : 'When'}</legend>
      {rule.when.map((condition, place) => (
        <ConditionFields
          key={condition.row}
          condition={condition}
          facts={facts}
          errorAt={(path) => faults.get(`when.${place}.${path}`)}
          onChange={(changes) => set(condition.row, changes)}
          onRemove={
            rule.when.length > 1
              ? () => change({ when: rule.when.filter(({ row }) => row !== condition.row) })
              : undefined
          }
        />
      ))}
      {rule.when.length < MOST && (
        <button
          type="button"
          class="button small"
          onClick={() => change({ when: [...rule.when, newCondition(rule.group)] })}
        >
          <Icon name="plus" size={15} /> Condition
        </button>
      )}
    </fieldset>
  );
};

const Counting = ({ rule, faults, change }: PartProps) => (
  <>
    <div class="field-pair">
      <TextField
        name="most"
        label="Counts at most"
        inputMode="numeric"
        autoComplete="off"
        placeholder="each time"
        value={rule.most}
        hint="How often for one lead, the last times."
        error={faults.get('most')}
        onInput={(event) => change({ most: event.currentTarget.value })}
      />
      <TextField
        name="after"
        label="Not the first"
        inputMode="numeric"
        autoComplete="off"
        placeholder="none"
        value={rule.after}
        hint="Times that do not count: 1 for who came back."
        error={faults.get('after')}
        onInput={(event) => change({ after: event.currentTarget.value })}
      />
    </div>
    <div class="half-life">
      <TextField
        name="halfLifeDays"
        label="Half-life in days"
        inputMode="decimal"
        autoComplete="off"
        placeholder="the points stay"
        value={rule.halfLifeDays}
        hint="Days after which half of its points are gone."
        error={faults.get('halfLifeDays')}
        onInput={(event) => change({ halfLifeDays: event.currentTarget.value })}
      />
      {rule.halfLifeDays !== USUAL_HALF_LIFE && (
        <button type="button" class="button small" onClick={() => change({ halfLifeDays: USUAL_HALF_LIFE })}>
          Take {USUAL_HALF_LIFE} days
        </button>
      )}
    </div>
  </>
);

/** Makes or changes a rule. It goes into the edit; nothing is published yet. */
export const RuleDialog = ({ rule: given, isNew, refused, onDone, onClose }: RuleDialogProps) => {
  const [rule, setRule] = useState(given);
  const [faults, setFaults] = useState(refused);
  // A new object at each try, so that the first fault takes the focus again.
  const [failed, setFailed] = useState<object | undefined>(refused.size > 0 ? refused : undefined);
  const change = (changes: Partial<RuleDraft>) => setRule((now) => ({ ...now, ...changes }));
  const submit = () => {
    const found = faultsOfRule(rule);
    if (found.size === 0) return onDone(rule);
    setFaults(found);
    setFailed({});
  };
  const part = { rule, faults, change };
  const group = GROUP_LABELS[rule.group].toLowerCase();
  return (
    <Dialog title={isNew ? `New rule of ${group}` : `Edit ${given.label}`} onClose={onClose}>
      <Form submitLabel={isNew ? 'Add rule' : 'Done'} busy={false} error={failed} onSubmit={submit} onCancel={onClose}>
        <div class="field-pair points">
          <TextField
            name="label"
            label="Reason, as people read it"
            autoComplete="off"
            maxLength={80}
            value={rule.label}
            error={faults.get('label') ?? faults.get('id')}
            onInput={(event) => change({ label: event.currentTarget.value })}
          />
          <TextField
            name="points"
            label="Points"
            autoComplete="off"
            value={rule.points}
            error={faults.get('points')}
            onInput={(event) => change({ points: event.currentTarget.value })}
          />
        </div>
        <Conditions {...part} />
        {rule.group === 'engagement' && <Counting {...part} />}
      </Form>
    </Dialog>
  );
};
