import { customKeyOf } from './lead-features.ts';

const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  address: {
    company: 'E-mail address of a company',
    'free-mail': 'E-mail address of a free provider',
    disposable: 'Throw-away e-mail address',
    none: 'No e-mail address',
  },
  company: { named: 'Company named', none: 'No company named' },
  seniority: {
    chief: 'Title of somebody at the top',
    director: 'Title of a director',
    manager: 'Title of a manager',
    assistant: 'Title of an assistant',
    learner: 'Title of a student or trainee',
    other: 'Title that says no rank',
    none: 'No job title',
  },
  department: { other: 'Title that says no department' },
  phone: { given: 'Phone number given', none: 'No phone number' },
  message: { yes: 'Wrote a message', no: 'Wrote no message' },
  source: { form: 'Came by a form', import: 'Came with a list', rep: 'Entered by one of us' },
  day: { weekday: 'Came in on a weekday', weekend: 'Came in at the weekend' },
  'known-before': { yes: 'Known before', no: 'Not known before' },
};

const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

const customLabel = (feature: string, value: string, names: ReadonlyMap<string, string>): string | undefined => {
  const key = customKeyOf(feature);
  if (key === undefined) return undefined;
  const [, choice] = feature.split(':');
  return `${names.get(key) ?? key}: ${choice ?? value}`;
};

/** What a factor is called on the screen; `names` has the labels of custom fields by key. */
export const factorLabel = (feature: string, value: string, names: ReadonlyMap<string, string>): string => {
  const known = WORDS[feature]?.[value] ?? customLabel(feature, value, names);
  if (known !== undefined) return known;
  if (feature.startsWith('tag:')) return `Tag “${feature.slice('tag:'.length)}”`;
  switch (feature) {
    case 'department':
      return `Title of the department ${value}`;
    case 'phone-country':
      return `Phone number of ${countries.of(value) ?? value}`;
    case 'hours':
      return `Came in from ${value.replace(' to ', ' to before ')} o’clock, UTC`;
    case 'form':
      return `Form “${value}”`;
    case 'medium':
      return `Campaign medium “${value}”`;
    case 'campaign':
      return `Campaign “${value}”`;
    default:
      return `${feature}: ${value}`;
  }
};
