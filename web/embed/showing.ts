import type * as z from 'zod';
import type { EmbeddedForm } from '../../lib/forms/embed-contract.ts';
import type { shownForm } from '../../lib/forms/form-page-contract.ts';
import { type Challenge, solve } from './solve.ts';

/** Milliseconds after which a token is renewed (the server takes it for a day), pressure is asked for again, and a proof is too old (an hour). */
const OLD_TOKEN = 43_200_000;
const OLD_NEWS = 60_000;
const OLD_PROOF = 2_700_000;

/** What the server says about a form that is shown to somebody: when that was, signed, and what work it wants. */
export const openShowing = (address: string, { fillTime, proof }: EmbeddedForm['names'], given: string | undefined) => {
  let token = given;
  let tokenAt = Date.now();
  let newsAt = 0;
  let work: Challenge | null = null;
  let proving: Promise<string | undefined> | undefined;

  const ask = async (): Promise<string | undefined> => {
    try {
      const answer = await fetch(address, { credentials: 'omit' });
      if (!answer.ok) return undefined;
      const { shown, proofOfWork }: z.output<typeof shownForm> = await answer.json();
      newsAt = Date.now();
      work = proofOfWork;
      proving = undefined;
      return shown;
    } catch {
      // Out of reach: the form can be filled in all the same, and the server judges a post without a token by its other marks.
      return undefined;
    }
  };

  const renew = async (): Promise<void> => {
    const isOld = token === undefined || Date.now() - tokenAt > OLD_TOKEN;
    if (!isOld && newsAt > 0) return;
    const fresh = await ask();
    if (!isOld || fresh === undefined) return;
    token = fresh;
    tokenAt = Date.now();
  };

  let renewal: Promise<void> | undefined;

  return {
    /** Says that somebody sees the form or begins to fill it in: renews the token while there is time, since a fresh one looks hasty. */
    look: (): Promise<void> => {
      renewal ??= renew().finally(() => {
        renewal = undefined;
      });
      return renewal;
    },
    /** Begins with the work, if there is any. */
    begin: (): void => {
      if (work) proving ??= solve(work);
    },
    /** What goes along with a post. */
    marks: async (): Promise<Record<string, string>> => {
      if (Date.now() - newsAt > (proving ? OLD_PROOF : OLD_NEWS)) await ask();
      if (work) proving ??= solve(work);
      const solved = await proving;
      return { ...(token && { [fillTime]: token }), ...(solved && { [proof]: solved }) };
    },
  };
};
