import { fullMoment, timeAgo } from './relative-time.ts';
import { useNow } from './use-now.ts';

/** A moment as time passed, with the full moment as its tooltip. */
export const Ago = ({ at }: { readonly at: string }) => {
  const now = useNow();
  return (
    <time dateTime={at} title={fullMoment(at)}>
      {timeAgo(at, now)}
    </time>
  );
};
