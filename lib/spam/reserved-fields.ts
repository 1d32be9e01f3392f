/** Fields that the embed and the hosted page add to a post; they are never stored with it. */
export const RESERVED_FIELDS = {
  /** A field that people do not see and robots fill in. */
  honeypot: 'website_address',
  /** When the form was shown, signed. */
  fillTime: '_shown',
  /** The solution of a proof-of-work challenge. */
  proof: '_proof',
  /** Where the page was and where the visitor came from. */
  landingPage: '_page',
  referrer: '_referrer',
} as const;

const RESERVED: ReadonlySet<string> = new Set(Object.values(RESERVED_FIELDS));

/** Whether a posted field is one of ours. */
export const isReserved = (name: string): boolean => RESERVED.has(name);
