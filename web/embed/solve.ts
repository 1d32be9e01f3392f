import type * as z from 'zod';
import type { shownForm } from '../../lib/forms/form-page-contract.ts';

export type Challenge = NonNullable<z.output<typeof shownForm>['proofOfWork']>;

/** Hashes under way at a time: the browser works on them beside the page, which stays free between two lots. */
const LOT = 128;

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/**
 * Solves a challenge: the number whose SHA-256 behind the salt is what was asked for (https://altcha.org/docs/v2/proof-of-work). Nothing on a page
 * without https, where browsers do not hash.
 */
export const solve = async ({ maxnumber, ...challenge }: Challenge): Promise<string | undefined> => {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) return undefined;
  const wanted = bytesOf(challenge.challenge);
  const encoder = new TextEncoder();
  for (let start = 0; start <= maxnumber; start += LOT) {
    const lot = Array.from({ length: LOT }, (_, index) =>
      subtle.digest(challenge.algorithm, encoder.encode(challenge.salt + (start + index))),
    );
    const found = (await Promise.all(lot)).findIndex((hash) => {
      const bytes = new Uint8Array(hash);
      return wanted.every((byte, index) => byte === bytes[index]);
    });
    if (found >= 0) return btoa(JSON.stringify({ ...challenge, number: start + found }));
  }
  return undefined;
};
