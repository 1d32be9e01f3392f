import { useEffect, useState } from 'preact/hooks';

const TICK = 30_000;
const listeners = new Set<(now: number) => void>();
let timer: ReturnType<typeof setInterval> | undefined;

const tick = () => {
  const now = Date.now();
  for (const listener of listeners) listener(now);
};

/** The time in milliseconds, fresh every half minute while the component is shown; one timer for the whole page. */
export const useNow = (): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    listeners.add(setNow);
    timer ??= setInterval(tick, TICK);
    return () => {
      listeners.delete(setNow);
      if (listeners.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  }, []);
  return Math.max(now, Date.now());
};
