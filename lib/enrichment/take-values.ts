import { isDeepStrictEqual } from 'node:util';
import type { CustomValue } from '../fields/check-custom.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { byProvider, isGuess, originOf, type Provenance, tracedValues } from './provenance.ts';

/** What a provider says of a company, and how far it is believed. */
export interface Finding {
  readonly provider: string;
  readonly confidence: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly values: Readonly<Record<string, CustomValue>>;
}

const CUSTOM = 'custom.';

/** A blank field is free, unless a person emptied it; and what a provider said gives way to itself and to who is believed as much. */
const mayTake = (lead: Lead, field: string, isBlank: boolean, { provider, confidence }: Finding): boolean => {
  const { by, confidence: known = 0 } = originOf(lead, field);
  if (isBlank) return !by?.startsWith('rep:');
  return isGuess(lead, field) && (by === byProvider(provider) || confidence >= known);
};

/** The finding for a field that is believed most; of equals the first. */
const bestFor = (field: string, findings: readonly Finding[]): Finding | undefined =>
  findings
    .filter(({ values }) => values[field] !== undefined)
    .reduce<Finding | undefined>((best, one) => (best && best.confidence >= one.confidence ? best : one), undefined);

/**
 * The lead with what providers say where nobody else said anything, or where it is a provider's word already; the same lead when that changes nothing. What a
 * person said stays, and so does a field that a person emptied.
 */
export const takeValues = (lead: Lead, findings: readonly Finding[]): Lead => {
  const known = tracedValues(lead);
  const provenance: Record<string, Provenance[string]> = {};
  const own: Record<string, CustomValue> = {};
  const custom: Record<string, CustomValue> = {};
  for (const field of new Set(findings.flatMap(({ values }) => Object.keys(values)))) {
    const best = bestFor(field, findings);
    const value = best?.values[field];
    if (!best || value === undefined || isDeepStrictEqual(value, known.get(field))) continue;
    if (!mayTake(lead, field, !known.has(field), best)) continue;
    if (field.startsWith(CUSTOM)) custom[field.slice(CUSTOM.length)] = value;
    else own[field] = value;
    provenance[field] = { by: byProvider(best.provider), at: best.at, confidence: best.confidence };
  }
  if (Object.keys(provenance).length === 0) return lead;
  return {
    ...lead,
    ...own,
    ...(Object.keys(custom).length > 0 && { custom: { ...lead.custom, ...custom } }),
    provenance: { ...lead.provenance, ...provenance },
  };
};
