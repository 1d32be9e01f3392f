import { phoneCountry } from '../identity/phone.ts';
import type { Lead } from '../leads/lead-entity.ts';
import { factsOfLead } from '../leads/lead-facts.ts';
import type { FactsOf } from '../scoring/compile-condition.ts';
import type { Scorer } from '../scoring/scorer.ts';

/** What routing rules may look at of a lead that is scored. */
export const routingFactsOf = (lead: Lead, { gradeOf }: Pick<Scorer, 'gradeOf'>): FactsOf => {
  const factsOf = factsOfLead(lead);
  return (fact) => {
    switch (fact) {
      case 'country':
        return phoneCountry(lead.phone);
      case 'score':
        return lead.score;
      case 'grade':
        return gradeOf(lead.score);
      case 'candidate':
        return lead.candidate;
      default:
        return factsOf(fact);
    }
  };
};
