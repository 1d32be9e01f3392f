import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../look/icon.tsx';
import { showToast } from '../look/toast.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { refusedOfRule } from './rule-faults.ts';
import { RuleRow } from './rule-row.tsx';
import { GROUP_LABELS, GROUP_NOTES } from './rule-words.ts';
import { movedRule, newRule, type RuleDraft, type ScoringDraft, withRule } from './scoring-draft.ts';
import type { RuleGroup } from './scoring-queries.ts';
import { useFacts } from './use-facts.ts';

interface RulesSectionProps {
  readonly group: RuleGroup;
  readonly rules: readonly RuleDraft[];
  readonly mayChange: boolean;
  /** What the API refused, by its path. */
  readonly refused: ReadonlyMap<string, string>;
  readonly change: (changes: Partial<ScoringDraft>) => void;
}

/** The rules of a group: to add, change, take away and put in another order. */
export const RulesSection = ({ group, rules, mayChange, refused, change }: RulesSectionProps) => {
  const facts = useFacts(group);
  const list = useRef<HTMLOListElement>(null);
  const [open, setOpen] = useState<RuleDraft>();
  const [moved, setMoved] = useState<{ readonly row: string; readonly way: 'up' | 'down'; readonly said: string }>();
  const own = rules.filter((rule) => rule.group === group);
  const placeOf = (rule: RuleDraft) => rules.findIndex(({ row }) => row === rule.row);
  const faultsOf = (rule: RuleDraft) => refusedOfRule(refused, placeOf(rule));

  // The first rule that was refused opens, with the fault beside its input.
  useLayoutEffect(() => {
    const wrong = rules.find((rule) => faultsOf(rule).size > 0);
    if (wrong?.group === group) setOpen(wrong);
  }, [refused.size]);
  // A moved row may have been taken out of the page for a moment, and the focus with it.
  useLayoutEffect(() => {
    if (!moved) return;
    const button = (way: string) =>
      list.current?.querySelector<HTMLButtonElement>(`[data-move="${moved.row} ${way}"]:not(:disabled)`);
    (button(moved.way) ?? button(moved.way === 'up' ? 'down' : 'up'))?.focus();
  }, [moved]);

  const move = (rule: RuleDraft, way: 'up' | 'down') => {
    const place = own.indexOf(rule) + (way === 'up' ? 0 : 2);
    change({ rules: movedRule(rules, rule.row, way) });
    setMoved({ row: rule.row, way, said: `${rule.label} is now number ${place} of ${own.length}` });
  };
  const remove = (rule: RuleDraft) => {
    change({ rules: rules.filter(({ row }) => row !== rule.row) });
    showToast(`${rule.label} is removed`, { action: { label: 'Undo', run: () => change({ rules }) } });
  };
  const done = (rule: RuleDraft) => {
    change({ rules: withRule(rules, rule) });
    setOpen(undefined);
  };
  const title = `${group}-title`;
  return (
    <section class="card" aria-labelledby={title}>
      <div class="card-head">
        <h2 id={title}>{GROUP_LABELS[group]}</h2>
        {mayChange && (
          <button
            type="button"
            class="button small"
            aria-label={`Add a rule of ${group}`}
            onClick={() => setOpen(newRule(group))}
          >
            <Icon name="plus" size={15} /> Rule
          </button>
        )}
      </div>
      <p class="soft section-note">{GROUP_NOTES[group]}</p>
      <ol class="field-list" ref={list} aria-label={`Rules of ${group}`}>
        {own.map((rule, place) => (
          <li key={rule.row}>
            <RuleRow
              rule={rule}
              facts={facts}
              mayChange={mayChange}
              isFirst={place === 0}
              isLast={place === own.length - 1}
              faults={faultsOf(rule)}
              onEdit={() => setOpen(rule)}
              onMove={(way) => move(rule, way)}
              onRemove={() => remove(rule)}
            />
          </li>
        ))}
      </ol>
      {own.length === 0 && <p class="soft">No rule yet: {GROUP_LABELS[group].toLowerCase()} gives no points.</p>}
      <p class="unseen" role="status">
        {moved?.said}
      </p>
      {open && (
        <RuleDialog
          rule={open}
          isNew={placeOf(open) < 0}
          refused={faultsOf(open)}
          onDone={done}
          onClose={() => setOpen(undefined)}
        />
      )}
    </section>
  );
};
