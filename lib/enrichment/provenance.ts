import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { LEAD_FIELDS } from '../leads/lead-fields.ts';

/** Where one value of a lead comes from, as far as it did not come with the lead itself. */
const originSchema = z.object({
  /** `rep:<user>`, `form:<id>`, `import:<id>` or `provider:<id>`; left out, the lead's own source. */
  by: z.string().optional(),
  /** Milliseconds since the epoch; left out, when the lead came in. */
  at: z.number().optional(),
  /** 0 to 1; left out, 1: somebody said so. */
  confidence: z.number().optional(),
  /** Whether capitals and small letters are ours. */
  cased: z.literal(true).optional(),
});

export type Origin = z.output<typeof originSchema>;

/** Where values come from, by field; custom fields as `custom.<key>`. A field that is not named came with the lead. */
export const provenanceSchema = z.record(z.string(), originSchema);
export type Provenance = z.output<typeof provenanceSchema>;

/** The fields whose origin is known, beside the custom ones. */
export const TRACED_FIELDS = LEAD_FIELDS;

/** What is looked at of a lead. */
export interface Traced {
  readonly email?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly company?: string | undefined;
  readonly title?: string | undefined;
  readonly phone?: string | undefined;
  readonly industry?: string | undefined;
  readonly employees?: number | undefined;
  readonly country?: string | undefined;
  readonly custom?: Readonly<Record<string, unknown>> | undefined;
  readonly provenance?: Provenance | undefined;
}

/** The values of a lead whose origin is known, by field, those that are not there left out. */
export const tracedValues = (lead: Traced): Map<string, unknown> =>
  new Map(
    [
      ...TRACED_FIELDS.map((field): [string, unknown] => [field, lead[field]]),
      ...Object.entries(lead.custom ?? {}).map(([key, value]): [string, unknown] => [`custom.${key}`, value]),
    ].filter(([, value]) => value !== undefined),
  );

/** Whose word a value is; the lead's own source where nothing else is noted. */
export const originOf = (lead: Traced, field: string): Origin => lead.provenance?.[field] ?? {};

const PROVIDER = 'provider:';

/** The name of a provider as an origin. */
export const byProvider = (id: string): string => `${PROVIDER}${id}`;

/** Whether a value is what a provider said, which gives way to whoever knows better. */
export const isGuess = (lead: Traced, field: string): boolean =>
  originOf(lead, field).by?.startsWith(PROVIDER) ?? false;

/** What a field holds after somebody told it where it was blank, or held what a provider said. */
export const filled = <T>(lead: Traced, field: string, known: T | undefined, told: T | undefined): T | undefined => {
  if (told === undefined) return known;
  return known === undefined || isGuess(lead, field) ? told : known;
};

/** The same origin for every field, with a note on those whose capitals are ours. */
export const originWithCasing =
  (origin: Origin, cased: readonly string[]) =>
  (field: string): Origin =>
    cased.includes(field) ? { ...origin, cased: true } : origin;

/**
 * The provenance of a lead after a change: every field that differs is from now on the word of its new origin, whoever's it was. A field that a person emptied
 * keeps their word, so that no provider fills it again.
 */
export const tracedChange = (
  before: Traced,
  after: Traced,
  originOfField: (field: string) => Origin,
): Provenance | undefined => {
  const old = tracedValues(before);
  const now = tracedValues(after);
  const changed = [...new Set([...old.keys(), ...now.keys()])].filter(
    (field) => !isDeepStrictEqual(old.get(field), now.get(field)),
  );
  if (changed.length === 0) return before.provenance;
  return { ...before.provenance, ...Object.fromEntries(changed.map((field) => [field, originOfField(field)])) };
};
