import * as z from 'zod';

/**
 * Who gave a lead to its owner: the rules, by a decision that is kept and the turn it was, or somebody by hand. Without `at` it was when the lead came
 * in. Kept small, as every lead has it.
 */
export const assignmentSchema = z.union([
  z.object({ decision: z.string(), turn: z.number().optional(), at: z.string().optional() }),
  z.object({ by: z.string(), at: z.string() }),
]);

export type Assignment = z.output<typeof assignmentSchema>;
