import type { EmbeddedForm } from '../../lib/forms/embed-contract.ts';

/** Where a visit to the site began: campaign parameters, landing page and referrer, by the names under which they are posted. */
type Visit = Record<string, string>;

const KEY = 'sluice-visit';
/** Characters kept of each; the server keeps 200. */
const MOST = 200;

/** An address without its query and fragment, which may hold anything. */
const bare = ({ origin, pathname }: Pick<URL, 'origin' | 'pathname'>): string => (origin + pathname).slice(0, MOST);

const campaignIn = (search: string, parameters: readonly string[]): Visit => {
  const query = new URLSearchParams(search);
  return Object.fromEntries(
    parameters.flatMap((name) => {
      const value = query.get(name)?.slice(0, MOST);
      return value ? [[name, value]] : [];
    }),
  );
};

const remembered = (): Visit | undefined => {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '');
    if (typeof stored !== 'object' || stored === null) return undefined;
    return Object.fromEntries(Object.entries(stored).map(([name, value]) => [name, String(value)]));
  } catch {
    // Nothing is stored, what is stored is not ours, or the browser allows no storage here: the visit begins on this page.
    return undefined;
  }
};

const remember = (visit: Visit): void => {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(visit));
  } catch {
    // The browser allows no storage here: the next page begins anew.
  }
};

/**
 * Where this visit began: on the first page of it that showed a form, or on the page before if that one is of the same site. A page that is reached through a
 * campaign begins a new visit.
 */
export const readVisit = ({
  parameters,
  names: { landingPage, referrer },
}: Pick<EmbeddedForm, 'parameters' | 'names'>): Visit => {
  const from = document.referrer ? new URL(document.referrer) : undefined;
  const isInside = from?.origin === location.origin;
  const beginning = (page: Pick<URL, 'origin' | 'pathname' | 'search'>): Visit => ({
    ...campaignIn(page.search, parameters),
    [landingPage]: bare(page),
    ...(from && !isInside && { [referrer]: bare(from) }),
  });
  const isCampaign = Object.keys(campaignIn(location.search, parameters)).length > 0;
  const visit = (isCampaign ? undefined : remembered()) ?? beginning(!isCampaign && from && isInside ? from : location);
  remember(visit);
  return visit;
};
