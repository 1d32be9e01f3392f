import type { Condition } from './condition-contract.ts';

/** What a condition may find: a text, a number, several texts, or nothing. */
export type FactValue = string | number | boolean | readonly string[] | undefined;
export type FactsOf = (fact: string) => FactValue;

/** A condition made ready: the text that held, for people to read, or `undefined` when it does not hold. */
export type Check = (factsOf: FactsOf) => string | undefined;

const textsOf = (value: FactValue): readonly string[] => {
  if (value === undefined || value === false || value === '') return [];
  return Array.isArray(value) ? value : [String(value)];
};

const lower = (text: string): string => text.toLowerCase();

const numberOf = (text: string): number | undefined => {
  const number = Number(text);
  return text.trim() === '' || Number.isNaN(number) ? undefined : number;
};

const matcherOf = (condition: Condition): ((text: string) => boolean) => {
  switch (condition.op) {
    case 'exists':
      return () => true;
    case 'equals': {
      const wanted = lower(condition.value);
      return (text) => lower(text) === wanted;
    }
    case 'in': {
      const wanted = new Set(condition.values.map(lower));
      return (text) => wanted.has(lower(text));
    }
    case 'contains': {
      const wanted = lower(condition.value);
      return (text) => lower(text).includes(wanted);
    }
    case 'prefix': {
      const wanted = lower(condition.value);
      return (text) => lower(text).startsWith(wanted);
    }
    case 'range': {
      const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = condition;
      return (text) => {
        const number = numberOf(text);
        return number !== undefined && number >= from && number <= to;
      };
    }
  }
};

/** Makes a condition ready: once for a rule set, used for each lead. Of several texts, one that matches is enough; a negated condition holds where none does. */
export const compileCondition = (condition: Condition): Check => {
  const matches = matcherOf(condition);
  const { fact, not = false } = condition;
  return (factsOf) => {
    const found = textsOf(factsOf(fact)).find(matches);
    if (not) return found === undefined ? '' : undefined;
    return found;
  };
};

/** All of several conditions: what the first of them found, or `undefined` where one does not hold. */
export const compileConditions = (conditions: readonly Condition[]): Check => {
  const checks = conditions.map(compileCondition);
  return (factsOf) => {
    let evidence: string | undefined;
    for (const check of checks) {
      const found = check(factsOf);
      if (found === undefined) return undefined;
      evidence ??= found;
    }
    return evidence ?? '';
  };
};
