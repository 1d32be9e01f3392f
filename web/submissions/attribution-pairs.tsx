import type { Submission } from './submission-queries.ts';

type Attribution = NonNullable<Submission['attribution']>;

const LABELS: Readonly<Record<string, string>> = {
  utm_source: 'Source',
  utm_medium: 'Medium',
  utm_campaign: 'Campaign',
  utm_term: 'Search words',
  utm_content: 'Variant',
  gclid: 'Google click',
  fbclid: 'Facebook click',
  msclkid: 'Microsoft click',
};

/** What an attribution says, by labels. */
export const attributionInWords = ({ parameters, referrer, landingPage }: Attribution): readonly [string, string][] => [
  ...Object.entries(parameters).map(([name, value]): [string, string] => [LABELS[name] ?? name, value]),
  ...(referrer ? [['Came from', referrer] satisfies [string, string]] : []),
  ...(landingPage ? [['On the page', landingPage] satisfies [string, string]] : []),
];

/** Where somebody came from, as pairs of a description list. */
export const AttributionPairs = ({ attribution }: { readonly attribution: Attribution }) => (
  <>
    {attributionInWords(attribution).map(([label, value]) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </>
);
