import * as z from 'zod';
import { line } from '../contract/fields.ts';

const text = line(200).min(1);
const not = z.boolean().optional();

/** A custom field as a fact. */
export const customFact = z.string().regex(/^custom\.[a-z][a-z0-9_]{0,39}$/, 'must be a fact that rules can look at');

/**
 * How a rule looks at a fact, out of those given; texts are compared without regard to case. There are no regular expressions: one that somebody types can
 * take minutes on a text that somebody else posts.
 */
export const conditionOf = <F extends z.ZodType<string>>(fact: F) =>
  z.discriminatedUnion('op', [
    z.strictObject({ fact, op: z.literal('exists'), not }),
    z.strictObject({ fact, op: z.literal('equals'), value: text, not }),
    z.strictObject({ fact, op: z.literal('in'), values: z.array(text).min(1).max(200), not }),
    z.strictObject({ fact, op: z.literal('contains'), value: text, not }),
    z.strictObject({ fact, op: z.literal('prefix'), value: text, not }),
    z.strictObject({ fact, op: z.literal('range'), from: z.number().optional(), to: z.number().optional(), not }),
  ]);

const anyCondition = conditionOf(z.string());

/** A condition, whatever it looks at. */
export type Condition = z.output<typeof anyCondition>;

/** More conditions than this are two rules. */
export const MOST_CONDITIONS = 5;

/** Facts of the person and the company. A custom field is named `custom.<key>`. */
export const LEAD_FACTS = [
  'email',
  'emailDomain',
  'companyDomain',
  'domainKind',
  'firstName',
  'lastName',
  'company',
  'title',
  'phone',
  'phoneCountry',
  'industry',
  'employees',
  'country',
  'tags',
  'source',
  'form',
] as const;

/** A condition on what is known of a lead. */
export const leadCondition = conditionOf(z.union([z.enum(LEAD_FACTS), customFact]));
