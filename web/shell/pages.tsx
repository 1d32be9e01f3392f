import { useEffect } from 'preact/hooks';
import lazy, { ErrorBoundary } from 'preact-iso/lazy';
import { Route, Router } from 'preact-iso/router';
import { LeadListPage } from '../leads/lead-list-page.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { ReloadPage } from './reload-page.tsx';

const notLoaded = () => ReloadPage;

const LeadPage = lazy(() => import('../leads/lead-page.tsx').then((page) => page.LeadPage, notLoaded));
const AccountListPage = lazy(() =>
  import('../accounts/account-list-page.tsx').then((page) => page.AccountListPage, notLoaded),
);
const AccountPage = lazy(() => import('../accounts/account-page.tsx').then((page) => page.AccountPage, notLoaded));
const ContactPage = lazy(() => import('../contacts/contact-page.tsx').then((page) => page.ContactPage, notLoaded));
const OpportunityListPage = lazy(() =>
  import('../opportunities/opportunity-list-page.tsx').then((page) => page.OpportunityListPage, notLoaded),
);
const OpportunityPage = lazy(() =>
  import('../opportunities/opportunity-page.tsx').then((page) => page.OpportunityPage, notLoaded),
);
const PeoplePage = lazy(() => import('../people/people-page.tsx').then((page) => page.PeoplePage, notLoaded));
const FieldListPage = lazy(() => import('../fields/field-list-page.tsx').then((page) => page.FieldListPage, notLoaded));
const FormListPage = lazy(() => import('../forms/form-list-page.tsx').then((page) => page.FormListPage, notLoaded));
const FormPage = lazy(() => import('../forms/form-page.tsx').then((page) => page.FormPage, notLoaded));
const SubmissionListPage = lazy(() =>
  import('../submissions/submission-list-page.tsx').then((page) => page.SubmissionListPage, notLoaded),
);

const DuplicateListPage = lazy(() =>
  import('../duplicates/duplicate-list-page.tsx').then((page) => page.DuplicateListPage, notLoaded),
);
const MergePage = lazy(() => import('../duplicates/merge-page.tsx').then((page) => page.MergePage, notLoaded));

const ImportListPage = lazy(() =>
  import('../imports/import-list-page.tsx').then((page) => page.ImportListPage, notLoaded),
);
const ImportPage = lazy(() => import('../imports/import-page.tsx').then((page) => page.ImportPage, notLoaded));
const RoutingPage = lazy(() => import('../routing/routing-page.tsx').then((page) => page.RoutingPage, notLoaded));
const SpeedPage = lazy(() => import('../speed-to-lead/speed-page.tsx').then((page) => page.SpeedPage, notLoaded));
const InboxPage = lazy(() => import('../inbox/inbox-page.tsx').then((page) => page.InboxPage, notLoaded));
const FolderListPage = lazy(() =>
  import('../imports/folder-list-page.tsx').then((page) => page.FolderListPage, notLoaded),
);
const ScoringPage = lazy(() => import('../scoring/scoring-page.tsx').then((page) => page.ScoringPage, notLoaded));
const ProviderListPage = lazy(() =>
  import('../enrichment/provider-list-page.tsx').then((page) => page.ProviderListPage, notLoaded),
);

const SOON_MS = 300;
const LATER_MS = 1500;

/** The page that the address asks for. The pages that a rep opens next are fetched while they read the first one. */
export const Pages = () => {
  useEffect(() => {
    const soon = setTimeout(() => void LeadPage.preload(), SOON_MS);
    const later = setTimeout(() => {
      void AccountPage.preload();
      void AccountListPage.preload();
    }, LATER_MS);
    return () => {
      clearTimeout(soon);
      clearTimeout(later);
    };
  }, []);
  return (
    <ErrorBoundary>
      <Router>
        <Route path="/" component={LeadListPage} />
        <Route path="/leads" component={LeadListPage} />
        <Route path="/leads/:id" component={LeadPage} />
        <Route path="/accounts" component={AccountListPage} />
        <Route path="/accounts/:id" component={AccountPage} />
        <Route path="/contacts/:id" component={ContactPage} />
        <Route path="/opportunities" component={OpportunityListPage} />
        <Route path="/opportunities/:id" component={OpportunityPage} />
        <Route path="/people" component={PeoplePage} />
        <Route path="/fields" component={FieldListPage} />
        <Route path="/providers" component={ProviderListPage} />
        <Route path="/forms" component={FormListPage} />
        <Route path="/forms/:id" component={FormPage} />
        <Route path="/submissions" component={SubmissionListPage} />
        <Route path="/duplicates" component={DuplicateListPage} />
        <Route path="/duplicates/:id" component={MergePage} />
        <Route path="/imports" component={ImportListPage} />
        <Route path="/imports/folders" component={FolderListPage} />
        <Route path="/imports/:id" component={ImportPage} />
        <Route path="/scoring" component={ScoringPage} />
        <Route path="/routing" component={RoutingPage} />
        <Route path="/speed-to-lead" component={SpeedPage} />
        <Route path="/inbox" component={InboxPage} />
        <Route default component={NotFoundPage} />
      </Router>
    </ErrorBoundary>
  );
};
