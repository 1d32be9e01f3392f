import { useId, useState } from 'preact/hooks';
import { Icon } from '../look/icon.tsx';
import { Ago } from '../wording/ago.tsx';
import { ANSWERS, type Answered, type AnswerWord } from './question.ts';

interface QuestionRowProps {
  readonly label: string;
  readonly asks: string;
  readonly given: Answered;
  /** Whether the gate still waits for it. */
  readonly needed: boolean;
  readonly disabled: boolean;
  readonly onAnswer: (answer: AnswerWord, note: string | null) => void;
}

interface NoteProps {
  readonly label: string;
  readonly note: string | null;
  readonly onSave: (note: string | null) => void;
}

const Note = ({ label, note, onSave }: NoteProps) => {
  const [writing, setWriting] = useState(false);
  const finish = (text: string) => {
    setWriting(false);
    const next = text.trim() || null;
    if (next !== note) onSave(next);
  };
  if (!writing) {
    return (
      <button type="button" class={note ? 'note-text' : 'note-add'} onClick={() => setWriting(true)}>
        {note ?? 'Add a note'}
        <span class="unseen">{` on ${label}`}</span>
      </button>
    );
  }
  return (
    <input
      class="note-input"
      aria-label={`Note on ${label}`}
      defaultValue={note ?? ''}
      maxLength={1000}
      ref={(input) => input?.focus()}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(event.currentTarget.value);
        if (event.key === 'Escape') setWriting(false);
      }}
    />
  );
};

/** One question of the checklist: what is known, who said so, and a note. */
export const QuestionRow = ({ label, asks, given, needed, disabled, onAnswer }: QuestionRowProps) => {
  const id = useId();
  const answered = given.answer !== 'unknown';
  return (
    <fieldset class={`question ${given.answer}`} aria-labelledby={`${id}-label`}>
      <div class="question-words">
        <span id={`${id}-label`} class="question-label">
          {label}
          {needed && <span class="needed">needed</span>}
        </span>
        <span class="soft">{asks}</span>
      </div>
      <div class="answers">
        {ANSWERS.map((answer) => (
          <label key={answer.id} class={`answer ${answer.id}`} title={answer.label}>
            <input
              type="radio"
              name={id}
              checked={given.answer === answer.id}
              disabled={disabled}
              onChange={() => onAnswer(answer.id, given.note)}
            />
            <Icon name={answer.icon} size={18} />
            <span class="unseen">{answer.label}</span>
          </label>
        ))}
      </div>
      {(answered || given.note) && (
        <div class="question-more">
          {disabled ? (
            given.note && <span>{given.note}</span>
          ) : (
            <Note label={label} note={given.note} onSave={(note) => onAnswer(given.answer, note)} />
          )}
          {given.by && given.at && (
            <span class="soft">
              {given.by.name}, <Ago at={given.at} />
            </span>
          )}
        </div>
      )}
    </fieldset>
  );
};
