import type { Import } from './import-queries.ts';
import { bytesInWords, counted, countInFigures, timeLeft } from './import-words.ts';

type Job = NonNullable<Import['job']>;

/** Each job while it is under way, and what pressing its button does. */
export const JOB_WORDS = {
  read: { title: 'Reading the file', stop: 'Discard', note: 'It finds the rows, the columns and what they hold.' },
  plan: { title: 'Making the plan', stop: 'Cancel', note: 'Nothing is written yet.' },
  commit: { title: 'Importing', stop: 'Stop', note: 'What is written when you stop stays, and can be undone.' },
  undo: { title: 'Undoing', stop: 'Stop', note: 'What somebody edited since the import is left alone.' },
} as const satisfies Readonly<Record<Job['kind'], { title: string; stop: string; note: string }>>;

/** How far a job is, in words: `3,200 of 10,000 rows · 1,240 rows a second · about 6 s left`. */
export const jobInWords = ({ kind, done, total, perSecond, secondsLeft }: Job): string => {
  const reads = kind === 'read';
  const how = reads
    ? `${bytesInWords(done)} of ${bytesInWords(total)}`
    : `${countInFigures(done)} of ${counted(total, 'row')}`;
  const speed = perSecond ?? 0;
  const rate = reads ? `${bytesInWords(Math.round(speed))} a second` : `${counted(Math.round(speed), 'row')} a second`;
  return [how, ...(speed >= 1 ? [rate] : []), ...(secondsLeft === null ? [] : [timeLeft(secondsLeft)])].join(' · ');
};

/** The last quarter that a job has passed, which is told to screen readers; nothing at its beginning. */
export const quarterInWords = ({ kind, done, total }: Job): string => {
  const quarter = total > 0 ? Math.floor((4 * done) / total) : 0;
  return quarter > 0 && quarter < 4 ? `${JOB_WORDS[kind].title}: ${25 * quarter} percent done` : '';
};
