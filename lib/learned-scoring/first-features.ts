import { isDeepStrictEqual } from 'node:util';
import type { Attribution } from '../attribution/attribution.ts';
import { domainKindOf } from '../enrichment/domain-kind.ts';
import { enrichEmail } from '../enrichment/enrich-email.ts';
import type { FieldDefinition } from '../fields/field-contract.ts';
import { phoneCountry } from '../identity/phone.ts';
import { timeOfId } from '../ids.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { changingFeatures, customKeyOf, entryFeatures } from './lead-features.ts';
import type { Features } from './outcome-counts.ts';

/** Kept of a feature that the lead did not have when it came in. */
const NOT_THERE = '';

/** What may be learned from and may change, as it is now. */
const nowOf = ({ email, company, title, phone, tags, custom }: Lead): Features =>
  changingFeatures({
    domainKind: domainKindOf(enrichEmail(email)),
    ...{ company, title, phone, tags, custom },
    phoneCountry: phoneCountry(phone),
  });

const WATCHED = ['email', 'company', 'title', 'phone', 'tags', 'custom'] as const;

/**
 * The lead after a change, with what its features were when it came in. Reps look up what is missing of the leads that go well: learned from that, a model would
 * foretell the past. So the first value of a feature that changes is kept, once and as the feature (`company: none`), and a lead that never changes carries
 * nothing. Whatever changes fields of a lead takes it through here.
 */
export const keepFirst = (before: Lead, after: Lead): Lead => {
  if (WATCHED.every((field) => isDeepStrictEqual(before[field], after[field]))) return after;
  const [was, is] = [nowOf(before), nowOf(after)];
  const changed = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((name) => was[name] !== is[name]);
  const atEntry = {
    ...Object.fromEntries(changed.map((name) => [name, was[name] ?? NOT_THERE])),
    ...before.atEntry,
  };
  return Object.keys(atEntry).length > 0 ? { ...after, atEntry } : after;
};

/** Whether the post that made the lead had a message; `undefined` when no post did, or when it is no longer among the signals that the lead keeps. */
const hadMessage = ({ id, signals = [] }: Lead): boolean | undefined => {
  const first = signals.find(({ at, reply }) => at === timeOfId(id) && !reply);
  return first && first.message === true;
};

/** Kinds of custom fields whose values come again. */
const LEARNABLE: readonly FieldDefinition['kind'][] = ['number', 'boolean', 'choice', 'choices'];

/** What was known of a lead when it came in: what is learned from when it ends, and scored by. Of custom fields, numbers, ticks and choices. */
export const firstFeatures = (
  lead: Lead,
  first: Attribution | undefined,
  definitions: readonly FieldDefinition[],
): Features => {
  const learnable = new Set(definitions.filter(({ kind }) => LEARNABLE.includes(kind)).map(({ key }) => key));
  const features = { ...nowOf(lead), ...lead.atEntry };
  const known = Object.entries(features).filter(([name, value]) => {
    const key = customKeyOf(name);
    return value !== NOT_THERE && (key === undefined || learnable.has(key));
  });
  return {
    ...Object.fromEntries(known),
    ...entryFeatures({
      source: lead.source,
      medium: first?.parameters['utm_medium'],
      campaign: first?.parameters['utm_campaign'],
      hasMessage: hadMessage(lead),
      knownBefore: lead.partyId !== lead.id,
      enteredAt: timeOfId(lead.id),
    }),
  };
};
