import { createChallenge, verifySolution } from 'altcha-lib/v1';
import * as z from 'zod';

/** Numbers that a browser tries at most: about a second on a phone, and nothing that a person notices on a desk. */
const EFFORT = 50_000;
/** Milliseconds for which a challenge may be solved. */
const LIFETIME = 3_600_000;

const challengeSchema = z.object({
  algorithm: z.string(),
  challenge: z.string(),
  maxnumber: z.number(),
  salt: z.string(),
  signature: z.string(),
});

/** What a browser has to solve, in ALTCHA's format (https://altcha.org/docs/v2/proof-of-work). */
export type Challenge = z.output<typeof challengeSchema>;

/** A challenge for one form. */
export const newChallenge = async (secret: Buffer, formId: string, now: number): Promise<Challenge> =>
  challengeSchema.parse(
    await createChallenge({
      hmacKey: secret.toString('hex'),
      maxNumber: EFFORT,
      expires: new Date(now + LIFETIME),
      params: { form: formId },
    }),
  );

/** ALTCHA's own reader trusts the shape of what it gets, and a post may hold anything. */
const solutionSchema = z.object({
  algorithm: z.literal('SHA-256'),
  challenge: z.string(),
  number: z.number().int().min(0),
  salt: z.string(),
  signature: z.string(),
});

const readSolution = (proof: string): z.output<typeof solutionSchema> | undefined => {
  try {
    return solutionSchema.safeParse(JSON.parse(Buffer.from(proof, 'base64').toString('utf8'))).data;
  } catch {
    // No JSON: whoever sent it solved nothing.
    return undefined;
  }
};

/** The signature of a solved challenge of the form, by which it is used but once, or `undefined` when it is not solved. */
export const readProof = async (
  secret: Buffer,
  formId: string,
  proof: string | undefined,
): Promise<string | undefined> => {
  const solution = proof === undefined ? undefined : readSolution(proof);
  if (!solution || !(await verifySolution(solution, secret.toString('hex')))) return undefined;
  const { salt, signature } = solution;
  return new URLSearchParams(salt.split('?')[1]).get('form') === formId ? signature : undefined;
};
