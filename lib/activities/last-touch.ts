import * as z from 'zod';
import { actorRefSchema } from '../users/actor.ts';
import { TOUCH_KINDS } from './activity-contract.ts';

/** When somebody last spoke to this person, how, and who; `at` in ISO 8601. */
export const lastTouchSchema = z.object({ at: z.string(), kind: z.enum(TOUCH_KINDS), by: actorRefSchema });
export type LastTouch = z.output<typeof lastTouchSchema>;

/** The later of two touches; a back-dated one never hides a newer one. */
export const laterTouch = (known: LastTouch | undefined, touch: LastTouch): LastTouch =>
  known && known.at >= touch.at ? known : touch;
