import type { IconName } from '../look/icon.tsx';

export interface Destination {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  /** The keys that lead there. */
  readonly keys: string;
  /** The beginnings of the addresses that belong to it. */
  readonly covers: readonly string[];
}

/** Where everybody goes all day. */
export const MAIN_DESTINATIONS: readonly Destination[] = [
  { href: '/', label: 'Leads', icon: 'lead', keys: 'g l', covers: ['/leads'] },
  { href: '/accounts', label: 'Accounts', icon: 'account', keys: 'g a', covers: ['/accounts', '/contacts'] },
  { href: '/opportunities', label: 'Opportunities', icon: 'opportunity', keys: 'g o', covers: ['/opportunities'] },
];

/** For those who work leads, now and then. */
export const FOR_SALES: readonly Destination[] = [
  { href: '/duplicates', label: 'Duplicates', icon: 'copy', keys: 'g u', covers: ['/duplicates'] },
];

/** For those who bring lists of leads. */
export const FOR_LIST_OWNERS: readonly Destination[] = [
  { href: '/imports', label: 'Imports', icon: 'import', keys: 'g i', covers: ['/imports'] },
];

/** For those who say who gets which leads, and see how soon they are answered. */
export const FOR_MANAGERS: readonly Destination[] = [
  { href: '/routing', label: 'Routing', icon: 'routing', keys: 'g r', covers: ['/routing'] },
  { href: '/speed-to-lead', label: 'Speed to lead', icon: 'speed', keys: 'g t', covers: ['/speed-to-lead'] },
];

/** For those who look after forms. */
export const FOR_MARKETING: readonly Destination[] = [
  { href: '/forms', label: 'Forms', icon: 'form', keys: 'g f', covers: ['/forms'] },
  { href: '/submissions', label: 'Submissions', icon: 'submission', keys: 'g s', covers: ['/submissions'] },
];

/** How leads are judged, which everybody may look at. */
export const FOR_EVERYBODY: readonly Destination[] = [
  { href: '/scoring', label: 'Scoring', icon: 'scoring', keys: 'g c', covers: ['/scoring'] },
];

/** For those who look after Sluice itself. */
export const FOR_ADMINS: readonly Destination[] = [
  { href: '/people', label: 'People', icon: 'people', keys: 'g p', covers: ['/people'] },
  { href: '/fields', label: 'Fields', icon: 'fields', keys: 'g d', covers: ['/fields'] },
  { href: '/providers', label: 'Providers', icon: 'provider', keys: 'g v', covers: ['/providers'] },
];

/** Whether a path belongs to a destination. */
export const isWithin = (path: string, { href, covers }: Destination): boolean =>
  path === href || covers.some((start) => path === start || path.startsWith(`${start}/`));
