/** Runs work for the same key one after the other, in the order in which it was asked for; other work does not wait. */
export type OneByOne = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Starts with nobody waiting; for the messages of one batch, so that it forgets its keys with the batch. */
export const startOneByOne = (): OneByOne => {
  const lastOf = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = lastOf.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    lastOf.set(key, mine);
    return mine;
  };
};
