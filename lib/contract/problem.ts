import * as z from 'zod';

/** The start of every problem's `type`; a stable code follows (RFC 9457, section 3.1.1). */
export const PROBLEM_TYPE = 'urn:sluice:problem:';

/** A problem document; some carry further members, such as the id of what is in the way. */
export const problem = z.looseObject({
  type: z.string().meta({ description: `${PROBLEM_TYPE}<code>` }),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  /** The fields at fault. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

export type Problem = z.output<typeof problem>;

/** Problems that every route may answer, beside its own. */
export const SHARED_PROBLEMS = ['invalid-request', 'forbidden', 'write-contended', 'internal-error'] as const;
