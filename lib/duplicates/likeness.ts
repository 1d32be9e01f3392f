import { enrichEmail } from '../enrichment/enrich-email.ts';
import { toE164 } from '../identity/phone.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { isOpen } from '../leads/lead-status.ts';
import type { DuplicateReason } from './duplicate-reason.ts';
import { companyWord, domainWord, nameWords, soundOf } from './name-words.ts';

/** By what a lead may be like another one. */
export interface Traits {
  readonly names: readonly string[];
  readonly company: string | undefined;
  readonly domain: string | undefined;
  readonly phone: string | undefined;
}

/** The traits of an open lead; a closed one is nobody's duplicate. Free-mail and throw-away domains say nothing of a company. */
export const traitsOf = (lead: Lead | undefined): Traits | undefined => {
  if (!lead || !isOpen(lead.status)) return undefined;
  return {
    names: nameWords(lead.firstName, lead.lastName),
    company: companyWord(lead.company),
    domain: enrichEmail(lead.email).companyDomain,
    phone: toE164(lead.phone),
  };
};

/** What a lead is looked up by: how its name sounds, with the word of its company and with that of its domain, which often are one. */
export const likeTexts = ({ names, company, domain }: Traits): string[] => {
  const sound = names.map(soundOf).sort().join(' ');
  // One letter names nobody.
  if (sound.length < 2) return [];
  const places = [company, domainWord(domain)].filter((word) => word !== undefined);
  return [...new Set(places)].map((place) => `${place} ${sound}`);
};

/** Letters to add, take away, exchange or swap with their neighbour to make one text of another (optimal string alignment). */
const editsBetween = (one: string, other: string): number => {
  const [a, b] = [[...one], [...other]];
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      line[column] = Math.min(
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + cost,
        swapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = above;
    above = line;
  }
  return above[b.length] ?? 0;
};

/** Share of letters that two names must have in common: where they sound the same, and where they do not. */
const ALIKE_IN_SOUND = 0.6;
const ALIKE_IN_LETTERS = 0.85;

const namesAlike = (one: readonly string[], other: readonly string[]): 'same-name' | 'similar-name' | undefined => {
  const [a, b] = [one.join(' '), other.join(' ')];
  if (a === '' || b === '') return undefined;
  if (a === b) return 'same-name';
  const share = 1 - editsBetween(a, b) / Math.max(a.length, b.length);
  const sounds = one.map(soundOf).sort().join(' ') === other.map(soundOf).sort().join(' ');
  return share >= (sounds ? ALIKE_IN_SOUND : ALIKE_IN_LETTERS) ? 'similar-name' : undefined;
};

/** What each reason is worth. A name counts only with a place or a number beside it, a number only where the names do not speak against it. */
const POINTS: Readonly<Record<DuplicateReason, number>> = {
  'same-phone': 50,
  'same-name': 40,
  'similar-name': 30,
  'same-company': 25,
  'same-domain': 30,
};

/** What speaks for two leads being one person, and how much, 0 to 100. */
export interface Likeness {
  readonly score: number;
  readonly reasons: readonly DuplicateReason[];
}

/** Why two leads may be the same person, or `undefined` when there is too little. */
export const likenessOf = (one: Traits, other: Traits): Likeness | undefined => {
  const samePhone = one.phone !== undefined && one.phone === other.phone;
  const name = namesAlike(one.names, other.names);
  const places = new Set([one.company, domainWord(one.domain)].filter((word) => word !== undefined));
  const sameDomain = one.domain !== undefined && one.domain === other.domain;
  // A name of a company may be known from its domain alone.
  const sameCompany = [other.company, domainWord(other.domain)].some((word) => word !== undefined && places.has(word));
  const bothNamed = one.names.length > 0 && other.names.length > 0;
  if (name === undefined && (!samePhone || bothNamed)) return undefined;
  if (!samePhone && !sameCompany && !sameDomain) return undefined;
  const reasons: DuplicateReason[] = [
    ...(samePhone ? (['same-phone'] as const) : []),
    ...(name ? [name] : []),
    ...(sameDomain ? (['same-domain'] as const) : sameCompany ? (['same-company'] as const) : []),
  ];
  return {
    score: Math.min(
      100,
      reasons.reduce((sum, reason) => sum + POINTS[reason], 0),
    ),
    reasons,
  };
};
