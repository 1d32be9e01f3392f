import { REASON_WORDS, reasonNamed } from '../leads/disqualify-reasons.ts';
import { codeAsWords } from '../wording/labels.ts';

interface Event {
  readonly event: string | null;
  readonly subject: string | null;
}

/** What happened, for the events that are known by name; the subject is what the API gives with each. */
const WORDS: Readonly<Record<string, (subject: string) => string>> = {
  submission: (form) => `Filled in the form “${form}”`,
  'lead-imported': (list) => `On the list “${list}”`,
  'lead-entered': () => 'Entered by hand',
  'lead-disqualified': (reason) => `Disqualified: ${REASON_WORDS[reasonNamed(reason) ?? 'no-fit']}`,
  'lead-converted': (account) => `Converted to a contact at ${account}`,
  'lead-reassigned': (owner) => `Went on to ${owner}, because nobody had answered in time`,
  'leads-merged': (name) => `Merged with another lead, ${name}`,
  'merge-undone': (name) => `Merge undone: ${name} is a lead of its own again`,
  'stage-changed': (stage) => `Moved to ${stage}`,
  'opportunity-won': () => 'Won',
  'opportunity-lost': () => 'Lost',
};

/** The same where the API gives no subject. */
const WORDS_ALONE: Readonly<Record<string, string>> = {
  'lead-imported': 'Came in with a list',
  'lead-reopened': 'Reopened',
};

/** A signal or system entry in words; an event that this client does not know yet is told by its code. */
export const eventWords = ({ event, subject }: Event): string => {
  const known = event === null ? undefined : WORDS[event];
  if (known && subject) return known(subject);
  const alone = event === null || subject ? undefined : WORDS_ALONE[event];
  if (alone) return alone;
  return [event && codeAsWords(event), subject].filter(Boolean).join(': ') || 'Something happened';
};
