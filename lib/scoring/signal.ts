import * as z from 'zod';
import type { FactsOf } from './compile-condition.ts';

/** Something that the person did by themselves (design: "Signal"), as engagement rules look at it: a form post, or a call or e-mail that came from them. */
export const signalSchema = z.object({
  /** Milliseconds since the epoch. */
  at: z.number(),
  /** A call or e-mail that came from them; left out, it is a submission. */
  reply: z.literal(true).optional(),
  form: z.string().optional(),
  /** The address of the page without its scheme. */
  page: z.string().optional(),
  campaign: z.string().optional(),
  message: z.literal(true).optional(),
});

export type Signal = z.output<typeof signalSchema>;

/** A lead keeps its last signals with it, so that new rules apply to what it did before; older ones are on the timeline and no longer give points. */
const MOST_SIGNALS = 10;

/** An address of a page is no longer than what rules compare. */
const PAGE_LENGTH = 120;

const isSame = (one: Signal, other: Signal): boolean =>
  one.at === other.at && one.reply === other.reply && one.form === other.form;

/** A signal as a lead keeps it: as short as rules need it, and without what is not known. */
const kept = ({ at, reply, form, page, campaign, message }: Signal): Signal => ({
  at,
  ...(reply && { reply }),
  ...(form !== undefined && { form }),
  ...(page !== undefined && { page: page.replace(/^https?:\/\//, '').slice(0, PAGE_LENGTH) }),
  ...(campaign !== undefined && { campaign }),
  ...(message && { message }),
});

/** The signals of a lead after one more; the same one again takes its own place. */
export const withSignal = (signals: readonly Signal[] = [], signal: Signal): Signal[] =>
  [...signals.filter((one) => !isSame(one, signal)), kept(signal)].sort((a, b) => a.at - b.at).slice(-MOST_SIGNALS);

/** The facts of a signal. */
export const factsOfSignal =
  (signal: Signal): FactsOf =>
  (fact) => {
    switch (fact) {
      case 'event':
        return signal.reply ? 'reply' : 'submission';
      case 'form':
        return signal.form;
      case 'page':
        return signal.page;
      case 'campaign':
        return signal.campaign;
      case 'message':
        return signal.message;
      default:
        return undefined;
    }
  };
