import { Empty } from '../look/empty.tsx';
import { PageTitle } from '../look/page-title.tsx';

/** For an address that leads nowhere. */
export const NotFoundPage = () => (
  <>
    <PageTitle name="Not here" />
    <Empty icon="question" title="There is nothing at this address">
      <a href="/">Go to the candidates</a>
    </Empty>
  </>
);
