import { useState } from 'preact/hooks';
import { Icon } from '../look/icon.tsx';
import { useUsers } from '../people/people-queries.ts';
import { conditionInWords } from './condition-draft.ts';
import { useFactLabel } from './condition-row.tsx';
import { moved } from './routing-list.ts';
import type { RoutingRule } from './routing-queries.ts';
import { MISSED_LABELS, minutesInWords, targetInWords } from './routing-words.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { TargetField } from './target-field.tsx';
import type { SectionProps } from './use-routing-edit.ts';

/** The names of people by id. */
const useNames = (): ((userId: string) => string) => {
  const { data } = useUsers();
  return (userId) => data?.items.find(({ id }) => id === userId)?.name ?? '…';
};

const RuleLine = ({ rule, set }: { readonly rule: RoutingRule; readonly set: SectionProps['set'] }) => {
  const nameOf = useNames();
  const labelOf = useFactLabel();
  const { when, to, respectHours, ifNobody, promise } = rule;
  return (
    <>
      <strong>{rule.label}</strong>
      <span class="row-sub">
        {when.map((condition) => conditionInWords(condition, labelOf)).join(', and ')}: {targetInWords(to, set, nameOf)}
        {respectHours && ', while they work'}
        {ifNobody === 'next-rule' && '; else the next rule'}
      </span>
      {promise && (
        <span class="row-sub">
          In touch within {minutesInWords(promise.minutes)}, if not {MISSED_LABELS[promise.ifMissed]}
        </span>
      )}
    </>
  );
};

type Open = { readonly is: 'new' } | { readonly is: 'edit'; readonly id: string };

/** The rules in order, and what holds when none matches. */
export const RulesSection = ({ set, mayChange, change, refusedOf }: SectionProps) => {
  const [open, setOpen] = useState<Open>();
  const { rules, otherwise, teams } = set;
  const chosen = open?.is === 'edit' ? rules.find(({ id }) => id === open.id) : undefined;
  const put = (rule: RoutingRule) => {
    change({ rules: chosen ? rules.map((one) => (one.id === rule.id ? rule : one)) : [...rules, rule] });
    setOpen(undefined);
  };
  const move = (rule: RoutingRule, by: number) => change({ rules: moved(rules, rule, by) });
  return (
    <section class="card" aria-labelledby="rules-title">
      <div class="card-head">
        <h2 id="rules-title">Rules</h2>
        {mayChange && (
          <button type="button" class="button small" onClick={() => setOpen({ is: 'new' })}>
            <Icon name="plus" size={15} /> Rule
          </button>
        )}
      </div>
      <p class="soft section-note">
        The first rule that fits a new lead decides. Leads entered by hand stay with whoever enters them.
      </p>
      <ol class="field-list">
        {rules.map((rule, place) => (
          <li key={rule.id} class="routing-line">
            <span class="routing-place">{place + 1}</span>
            <div class="routing-words">
              <RuleLine rule={rule} set={set} />
              {refusedOf(`rules.${place}`) && <p class="field-error">{refusedOf(`rules.${place}`)}</p>}
            </div>
            {mayChange && (
              <span class="field-moves">
                <button
                  type="button"
                  class="button quiet square"
                  aria-label={`Move ${rule.label} up`}
                  disabled={place === 0}
                  onClick={() => move(rule, -1)}
                >
                  <Icon name="up" size={16} />
                </button>
                <button
                  type="button"
                  class="button quiet square"
                  aria-label={`Move ${rule.label} down`}
                  disabled={place === rules.length - 1}
                  onClick={() => move(rule, 1)}
                >
                  <Icon name="down" size={16} />
                </button>
                <button
                  type="button"
                  class="button small"
                  aria-label={`Edit ${rule.label}`}
                  onClick={() => setOpen({ is: 'edit', id: rule.id })}
                >
                  Edit
                </button>
                <button
                  type="button"
                  class="button quiet square"
                  aria-label={`Remove ${rule.label}`}
                  onClick={() => change({ rules: rules.filter(({ id }) => id !== rule.id) })}
                >
                  <Icon name="cross" size={16} />
                </button>
              </span>
            )}
          </li>
        ))}
        <li class="routing-line">
          <fieldset class="routing-words otherwise" disabled={!mayChange}>
            <TargetField
              label={rules.length > 0 ? 'Every other lead goes to' : 'Every lead goes to'}
              value={otherwise.to}
              teams={teams}
              onPick={(to) => change({ otherwise: { ...otherwise, to } })}
            />
            <label class="switch">
              <input
                type="checkbox"
                checked={otherwise.respectHours}
                onChange={(event) => change({ otherwise: { ...otherwise, respectHours: event.currentTarget.checked } })}
              />
              Only while they work
            </label>
            {refusedOf('otherwise') && <p class="field-error">{refusedOf('otherwise')}</p>}
          </fieldset>
        </li>
      </ol>
      {open && (
        <RuleDialog key={chosen?.id ?? 'new'} set={set} rule={chosen} onDone={put} onClose={() => setOpen(undefined)} />
      )}
    </section>
  );
};
