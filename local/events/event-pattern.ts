import { z } from 'zod';

type Test = string | number | boolean | null | { prefix: string } | { exists: boolean };

/** A pattern by the rules of Lambda's event filters: fields that must all match, each by one of several tests. */
export type EventPattern = { [field: string]: EventPattern | Test[] };

const testSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.strictObject({ prefix: z.string() }),
  z.strictObject({ exists: z.boolean() }),
]);
const patternSchema: z.ZodType<EventPattern> = z.record(
  z.string(),
  z.union([z.array(testSchema), z.lazy(() => patternSchema)]),
);

/** Reads the text of a pattern; a test that is not run locally is an error. */
export const readEventPattern = (text: string): EventPattern => patternSchema.parse(JSON.parse(text));

function passes(test: Test, value: unknown): boolean {
  if (test === null || typeof test !== 'object') return test === value;
  if ('exists' in test) return test.exists === (value !== undefined);
  return typeof value === 'string' && value.startsWith(test.prefix);
}

const fieldsSchema = z.record(z.string(), z.unknown());

/**
 * Whether an event matches a pattern.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax
 */
export function matchesPattern(pattern: EventPattern, event: unknown): boolean {
  const fields = fieldsSchema.safeParse(event).data ?? {};
  return Object.entries(pattern).every(([field, inner]) =>
    Array.isArray(inner) ? inner.some((test) => passes(test, fields[field])) : matchesPattern(inner, fields[field]),
  );
}
