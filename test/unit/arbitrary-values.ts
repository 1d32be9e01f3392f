import fc from 'fast-check';
import { ATTRIBUTION_PARAMETERS } from '../../lib/attribution/attribution.ts';
import { newId } from '../../lib/ids.ts';
import { NOW } from './builders.ts';

/** A short text of any letters. */
export const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
/** A name that a form gives a field; the form's schema refuses all others. */
export const fieldName = fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,11}$/);
const moment = fc.nat({ max: 2 * NOW });
/** An id as Sluice makes them. */
export const id = moment.map(newId);
/** A moment as records say it. */
export const at = moment.map((milliseconds) => new Date(milliseconds).toISOString());
/** An address whose domain nobody has. */
export const email = fc.stringMatching(/^[a-z0-9]{1,8}@[a-z]{2,8}\.example$/);
/** Who did something. */
export const by = fc.record({ id: word, name: word });
/** The version of a record. */
export const version = fc.integer({ min: 1, max: 1_000_000 });
/** What every record has that can be changed. */
export const record = { createdAt: at, updatedAt: at, version };
/** The fields of `record`, none of which may be left out. */
export const REQUIRED = ['createdAt', 'updatedAt', 'version'] as const;

const values = fc.oneof(word, fc.integer(), fc.boolean(), fc.array(word, { maxLength: 3 }));
/** The values of custom fields. */
export const custom = fc.dictionary(fieldName, values, { noNullPrototype: true });
/** The tags of a record. */
export const tags = fc.array(word, { maxLength: 3 });
/** Where a visit came from. */
export const attribution = fc.record(
  {
    at,
    parameters: fc.dictionary(fc.constantFrom(...ATTRIBUTION_PARAMETERS), word, { noNullPrototype: true }),
    referrer: fc.webUrl(),
    landingPage: fc.webUrl(),
  },
  { requiredKeys: ['at', 'parameters'] },
);
