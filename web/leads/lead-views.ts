import type { LeadView } from './lead-queries.ts';

interface View {
  readonly id: LeadView;
  readonly label: string;
  readonly empty: string;
  readonly hint: string;
}

/** The views of the lead list in the order of their tabs. */
export const LEAD_VIEW_TABS: readonly View[] = [
  {
    id: 'candidates',
    label: 'Candidates',
    empty: 'No candidates at the moment',
    hint: 'A lead shows up here as soon as its score says that it is worth your time. Have a look at New meanwhile.',
  },
  {
    id: 'mine',
    label: 'Mine',
    empty: 'No lead is yours yet',
    hint: 'New leads are handed out by the rules of your company. You can also take one from Unassigned.',
  },
  {
    id: 'new',
    label: 'New',
    empty: 'Nothing new',
    hint: 'Everybody has been spoken to. New leads come from your forms, or press n to enter one.',
  },
  {
    id: 'unassigned',
    label: 'Unassigned',
    empty: 'Every lead has an owner',
    hint: 'A lead waits here when nobody was there to take it.',
  },
  {
    id: 'all',
    label: 'All',
    empty: 'No leads yet',
    hint: 'Post one from a form on your site, or press n to enter one by hand.',
  },
];

/** The view that an address asks for; candidates when it asks for none that exists. */
export const viewOf = (asked: string | undefined): LeadView =>
  LEAD_VIEW_TABS.find((view) => view.id === asked)?.id ?? 'candidates';
