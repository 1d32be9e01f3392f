/** Milliseconds in which posts are counted together. */
export const RATE_WINDOW = 60_000;

/** The item that counts what happens to a key (posts of a form or an address prefix, mails to a mailbox) in one window of time. */
export const rateKey = (key: string, window: number) => ({ pk: `RATE#${key}`, sk: String(window) });
