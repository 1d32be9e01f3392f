/** Grey shapes where rows will be, announced as loading. */
export const Skeleton = ({ rows, tall = false }: { readonly rows: number; readonly tall?: boolean }) => (
  <div class="skeleton" role="status">
    <span class="unseen">Loading…</span>
    {Array.from({ length: rows }, (_, row) => (
      <div key={row} class={tall ? 'skeleton-row tall' : 'skeleton-row'} aria-hidden="true">
        <span />
        <span />
      </div>
    ))}
  </div>
);
