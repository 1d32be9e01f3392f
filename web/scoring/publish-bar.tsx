import { ApiProblem, messageOf } from '../api/problem.ts';
import { PART_LABELS, type ScoringPart } from './scoring-edit.ts';
import type { ScoringEditing } from './use-scoring-edit.ts';

const named = (parts: readonly ScoringPart[]) => parts.map((part) => PART_LABELS[part]).join(', ');

const Overtaken = ({ overtaken }: Pick<ScoringEditing, 'overtaken'>) =>
  overtaken && (
    <div class="notice" role="alert">
      <strong>Somebody else published other rules in the meantime:</strong> {named(overtaken.theirs)}.{' '}
      {overtaken.conflicts.length > 0
        ? `You changed the same: ${named(overtaken.conflicts)}. Publish again to put yours in its place, or discard yours to see theirs.`
        : 'You changed other things. Publish again to add yours.'}
    </div>
  );

const Refusal = ({ error }: { readonly error: unknown }) =>
  Boolean(error) &&
  !(error instanceof ApiProblem && error.status === 412) && (
    <div class="notice" role="alert">
      {messageOf(error)}
    </div>
  );

interface PublishBarProps {
  readonly editing: ScoringEditing;
  readonly onTry: () => void;
}

/** Stays in sight while there is something to publish. */
export const PublishBar = ({ editing, onTry }: PublishBarProps) => {
  const { edited, busy, overtaken, error, discard, publish } = editing;
  if (edited.length === 0) return <Refusal error={error} />;
  return (
    <fieldset class="save-bar" aria-label="Unpublished changes">
      <Overtaken overtaken={overtaken} />
      <Refusal error={error} />
      <span>
        <strong>Not published yet</strong>
        <span class="soft"> {named(edited)}</span>
      </span>
      <span class="head-buttons">
        <button type="button" class="button" disabled={busy} onClick={discard}>
          Discard
        </button>
        <button type="button" class="button" disabled={busy} onClick={onTry}>
          Try it
        </button>
        <button type="button" class="button primary" disabled={busy} onClick={publish}>
          Publish
        </button>
      </span>
    </fieldset>
  );
};
