import { messageOf } from '../api/problem.ts';

/** Says what went wrong with a read, and offers to try again. */
export const Trouble = ({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) => (
  <div class="empty" role="alert">
    <p class="empty-title">This did not load</p>
    <p class="soft">{messageOf(error)}</p>
    <button type="button" class="button" onClick={onRetry}>
      Try again
    </button>
  </div>
);
