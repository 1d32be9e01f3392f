import { listed } from '../imports/import-words.ts';
import { signed } from '../leads/signed.ts';
import { Icon } from '../look/icon.tsx';
import type { Fact } from './fact-words.ts';
import type { RuleFaults } from './rule-faults.ts';
import { conditionInWords, countingInWords } from './rule-words.ts';
import { type RuleDraft, ruleOf } from './scoring-draft.ts';

interface RuleRowProps {
  readonly rule: RuleDraft;
  readonly facts: readonly Fact[];
  readonly mayChange: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly faults: RuleFaults;
  readonly onEdit: () => void;
  readonly onMove: (way: 'up' | 'down') => void;
  readonly onRemove: () => void;
}

/** A rule in a line: what it gives, why, and when. Pressing it opens it. */
export const RuleRow = (props: RuleRowProps) => {
  const { rule, facts, mayChange, isFirst, isLast, faults, onEdit, onMove, onRemove } = props;
  const now = ruleOf(rule);
  const words = (
    <>
      <strong>{rule.label}</strong>
      <span class="soft">
        {[listed(now.when.map((condition) => conditionInWords(condition, facts))), ...countingInWords(now)].join(' · ')}
      </span>
      {[...faults].map(([path, message]) => (
        <span key={path} class="field-error">
          {message}
        </span>
      ))}
    </>
  );
  return (
    <div class="field-line rule-line">
      <span class={now.points < 0 ? 'rule-points minus' : 'rule-points plus'}>{signed(now.points)}</span>
      {mayChange ? (
        <button type="button" class="field-name" aria-label={`Edit ${rule.label}`} onClick={onEdit}>
          {words}
        </button>
      ) : (
        <span class="field-name plain">{words}</span>
      )}
      {mayChange && (
        <span class="field-moves">
          <button
            type="button"
            class="button quiet square"
            data-move={`${rule.row} up`}
            aria-label={`Move ${rule.label} up`}
            disabled={isFirst}
            onClick={() => onMove('up')}
          >
            <Icon name="up" size={16} />
          </button>
          <button
            type="button"
            class="button quiet square"
            data-move={`${rule.row} down`}
            aria-label={`Move ${rule.label} down`}
            disabled={isLast}
            onClick={() => onMove('down')}
          >
            <Icon name="down" size={16} />
          </button>
          <button type="button" class="button quiet square" aria-label={`Remove ${rule.label}`} onClick={onRemove}>
            <Icon name="cross" size={16} />
          </button>
        </span>
      )}
    </div>
  );
};
