/** The band that a score lies in. */
export const GradeChip = ({ grade }: { readonly grade: string }) => (
  <span class="chip grade" title={`Grade ${grade}`}>
    <span class="unseen">Grade </span>
    {grade}
  </span>
);
