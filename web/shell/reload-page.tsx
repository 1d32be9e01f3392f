import { Empty } from '../look/empty.tsx';
import { PageTitle } from '../look/page-title.tsx';

/** Stands in for a page whose script did not come: the line is down, or a newer version has taken its place. */
export const ReloadPage = () => (
  <>
    <PageTitle name="Not loaded" />
    <Empty icon="question" title="This page did not load">
      <p>The connection may be down, or a newer version of Sluice is there.</p>
      <button type="button" class="button" onClick={() => location.reload()}>
        Load again
      </button>
    </Empty>
  </>
);
