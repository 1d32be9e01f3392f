/** `pending` waits for the click on a confirmation link (double opt-in). */
export const CONSENT_STATES = ['given', 'pending', 'confirmed'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** What a ledger says of one purpose, and since when. */
export interface Standing {
  readonly purpose: string;
  readonly state: ConsentState;
  /** ISO 8601. */
  readonly at: string;
}

const isInForce = ({ state }: Standing): boolean => state !== 'pending';

/**
 * How a person stands on each purpose, by purpose: the newest entry that is in force, else the newest that waits. Asking once more takes nothing away from what
 * was confirmed before.
 */
export const standingsOf = (entries: readonly Standing[]): Standing[] => {
  const standings = new Map<string, Standing>();
  for (const { purpose, state, at } of entries) {
    const one = { purpose, state, at };
    const known = standings.get(purpose);
    const isNewer = known === undefined || at > known.at;
    const outranks = known !== undefined && isInForce(one) !== isInForce(known) ? isInForce(one) : isNewer;
    if (outranks) standings.set(purpose, one);
  }
  return [...standings.values()].sort((one, other) => (one.purpose < other.purpose ? -1 : 1));
};
