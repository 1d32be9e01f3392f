import { domainKindOf } from '../enrichment/domain-kind.ts';
import { enrichEmail } from '../enrichment/enrich-email.ts';
import { phoneCountry } from '../identity/phone.ts';
import type { FactsOf } from '../scoring/compile-condition.ts';
import type { Lead } from './lead-entity.ts';

const CUSTOM = 'custom.';

/** What scoring rules may look at of a lead. */
export const factsOfLead = (lead: Lead): FactsOf => {
  const address = enrichEmail(lead.email);
  return (fact) => {
    if (fact.startsWith(CUSTOM)) return lead.custom?.[fact.slice(CUSTOM.length)];
    switch (fact) {
      case 'email':
        return lead.email;
      case 'emailDomain':
        return address.emailDomain;
      case 'companyDomain':
        return address.companyDomain;
      case 'domainKind':
        return domainKindOf(address);
      case 'firstName':
        return lead.firstName;
      case 'lastName':
        return lead.lastName;
      case 'company':
        return lead.company;
      case 'title':
        return lead.title;
      case 'phone':
        return lead.phone;
      case 'industry':
        return lead.industry;
      case 'employees':
        return lead.employees;
      case 'country':
        return lead.country;
      case 'phoneCountry':
        return phoneCountry(lead.phone);
      case 'tags':
        return lead.tags;
      case 'source':
        return lead.source.split(':')[0];
      case 'form':
        return /^form:(.+)$/.exec(lead.source)?.[1];
      default:
        return undefined;
    }
  };
};
