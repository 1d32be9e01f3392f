import { Trouble } from './trouble.tsx';

interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly error: unknown;
  readonly fetchNextPage: () => unknown;
}

/** The button under a list that has more. */
export const LoadMore = ({ pages }: { readonly pages: Pages }) => {
  if (pages.isFetchNextPageError) return <Trouble error={pages.error} onRetry={pages.fetchNextPage} />;
  if (!pages.hasNextPage) return null;
  return (
    <div class="load-more">
      <button type="button" class="button" disabled={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
        {pages.isFetchingNextPage ? 'Loading…' : 'Load more'}
      </button>
    </div>
  );
};
