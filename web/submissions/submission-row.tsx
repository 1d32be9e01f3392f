import type { Form } from '../forms/form-queries.ts';
import { pageOf } from '../records/record-ref.ts';
import { Ago } from '../wording/ago.tsx';
import { codeAsWords } from '../wording/labels.ts';
import { answersOf, senderOf } from './answers.ts';
import { AttributionPairs } from './attribution-pairs.tsx';
import type { Review, Submission } from './submission-queries.ts';
import { SUSPICION_WORDS } from './suspicion-words.ts';

/** A button for something that can be done with the submissions of a list. */
export interface ReviewButton {
  readonly review: Review;
  readonly label: string;
  readonly keys?: string;
}

const Pairs = ({ of }: { readonly of: readonly (readonly [string, string])[] }) => (
  <>
    {of.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </>
);

interface SubmissionRowProps {
  readonly submission: Submission;
  /** The form as it is now, for the labels of its fields. */
  readonly form: Form | undefined;
  readonly selected: boolean;
  /** Whether it can be selected, to do something with several at once. */
  readonly selectable: boolean;
  readonly buttons: readonly ReviewButton[];
  readonly busy: boolean;
  readonly onSelect: (selected: boolean) => void;
  readonly onReview: (review: Review) => void;
}

/** One form post: what it said, where it came from, why it is here, and what can be done with it. */
export const SubmissionRow = (props: SubmissionRowProps) => {
  const { submission, form, selected, selectable, buttons, busy, onSelect, onReview } = props;
  const { id, formId, formVersion, extra, suspicions, attribution, consents, reviewedBy, leadId } = submission;
  const sender = senderOf(submission);
  const answers = answersOf(submission, form?.fields).filter(([, value]) => value !== sender);
  return (
    <li class="submission">
      <div class="submission-head">
        {selectable && (
          <input
            type="checkbox"
            data-row={id}
            checked={selected}
            aria-label={`Select the submission of ${sender}`}
            onChange={(event) => onSelect(event.currentTarget.checked)}
          />
        )}
        <strong class="submission-sender" {...(!selectable && { 'data-row': id, tabIndex: -1 })}>
          {sender}
        </strong>
        <span class="soft">
          <a href={`/forms/${encodeURIComponent(formId)}`}>{form?.name ?? formId}</a>, version {formVersion},{' '}
          <Ago at={submission.receivedAt} />
        </span>
      </div>
      {suspicions.length > 0 && (
        <ul class="suspicions" aria-label="Why it is held back">
          {suspicions.map((suspicion) => (
            <li key={suspicion} class="suspicion">
              {SUSPICION_WORDS[suspicion] ?? codeAsWords(suspicion)}
            </li>
          ))}
        </ul>
      )}
      <div class="submission-said">
        <dl class="pairs">
          <Pairs of={answers} />
        </dl>
        {(Object.keys(extra).length > 0 || attribution || consents.length > 0) && (
          <dl class="pairs quiet">
            <Pairs of={Object.entries(extra)} />
            {attribution && <AttributionPairs attribution={attribution} />}
            {consents.length > 0 && (
              <div>
                <dt>Agreed to</dt>
                <dd>{consents.join(', ')}</dd>
              </div>
            )}
          </dl>
        )}
      </div>
      {(buttons.length > 0 || reviewedBy || leadId) && (
        <div class="submission-foot">
          {reviewedBy && <span class="soft">Looked at by {reviewedBy.name}</span>}
          {leadId && <a href={pageOf({ kind: 'leads', id: leadId })}>Open the lead</a>}
          {buttons.map(({ review, label, keys }, place) => (
            <button
              key={review}
              type="button"
              class={place === 0 ? 'button small primary' : 'button small'}
              disabled={busy}
              aria-keyshortcuts={keys}
              onClick={() => onReview(review)}
            >
              {label}
            </button>
          ))}
        </div>
      )}
    </li>
  );
};
