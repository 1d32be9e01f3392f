/**
 * Remembers what a slow look-up gave, for so many milliseconds and by key, in the memory of one function instance: settings and forms are read
 * with every request and change rarely. At most 500 keys; a look-up that fails is not remembered.
 */
export const remembered = <T>(lifetime: number, look: (key: string) => Promise<T>, now: () => number = Date.now) => {
  const known = new Map<string, { until: number; value: Promise<T> }>();
  return (key: string): Promise<T> => {
    const entry = known.get(key);
    if (entry && entry.until > now()) return entry.value;
    if (known.size >= MOST_KEYS) known.clear();
    const value = look(key);
    known.set(key, { until: now() + lifetime, value });
    value.catch(() => known.delete(key));
    return value;
  };
};

const MOST_KEYS = 500;
