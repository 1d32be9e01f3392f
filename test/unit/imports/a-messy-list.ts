import fc from 'fast-check';
import { emailIdentityEntity } from '../../../lib/identity/email-identity-entity.ts';
import { externalEntity } from '../../../lib/identity/external-identity-entity.ts';
import { newId } from '../../../lib/ids.ts';
import { leadEntity } from '../../../lib/leads/lead-entity.ts';
import type { Item, Key } from '../../../lib/table/item.ts';
import { userEntity } from '../../../lib/users/user-entity.ts';
import { aLead, aUser, DAY, NOW } from '../builders.ts';

/** Leads whom the table knows before the list comes, with an address and an id of the other system each. */
const KNOWN = Array.from({ length: 8 }, (_, index) =>
  aLead({
    id: newId(NOW - DAY),
    email: `known-${index}@acme.example`,
    externalIds: { oldcrm: `K${index}` },
    title: undefined,
    ownerId: undefined,
  }),
);

/** What the table holds before the list comes: leads, a contact, and somebody who gets the new ones. */
export const KNOWN_PEOPLE: readonly (Item & Key)[] = [
  userEntity.toItem(aUser()),
  emailIdentityEntity.toItem({ mailbox: 'contact@acme.example', partyId: newId(NOW), contactId: newId(NOW) }),
  emailIdentityEntity.toItem({ mailbox: 'former@acme.example', partyId: newId(NOW) }),
  ...KNOWN.flatMap((lead, index) => [
    leadEntity.toItem(lead),
    emailIdentityEntity.toItem({ mailbox: `known-${index}@acme.example`, partyId: lead.partyId, leadId: lead.id }),
    externalEntity.toItem({ system: 'oldcrm', externalId: `K${index}`, leadId: lead.id }),
  ]),
];

/** A row by what is special about it; `n` is a number from 0 to 29. */
const ROWS: Readonly<Record<string, (n: number) => string>> = {
  new: (n) => `new-${n}@acme.example,Stone,Acme,CEO,`,
  'new with an id': (n) => `with-id-${n}@acme.example,Stone,Acme,,N${n}`,
  'new without an address': (n) => `,Stone-${n},Acme,,`,
  'of a known address': (n) => `known-${n % 8}@acme.example,Stone,Acme,CEO,`,
  'of a known id with another address': (n) => `moved-${n % 8}@acme.example,Stone,Acme,CEO,K${n % 8}`,
  'of two leads': (n) => `known-${n % 8}@acme.example,Stone,Acme,CEO,K${(n + 1) % 8}`,
  'with nothing new': (n) => `known-${n % 8}@acme.example,,,,`,
  'of a contact': () => 'contact@acme.example,Stone,Acme,CEO,',
  'of somebody known without a lead': () => 'former@acme.example,Stone,Acme,,',
  'with a bad address': (n) => `no address ${n},Stone,Acme,,`,
  'with too little': (n) => `,,Acme-${n},,`,
  'never closed': (n) => `"new-${n}@acme.example,Stone,Acme,CEO,`,
  blank: () => '',
};

/** A list of everything that may be in one, and how its workers fare: a number a decision. */
export const aMessyList = fc.record({
  list: fc
    .array(fc.tuple(fc.constantFrom(...Object.values(ROWS)), fc.nat(29)), { minLength: 20, maxLength: 70 })
    .map((rows) => [
      'email,lastName,company,title,externalId',
      ...rows.map(([row, n]) => row(n)),
      'last@acme.example,,,,',
    ])
    .map((lines) => lines.join('\n')),
  luck: fc.array(fc.nat(99), { minLength: 50, maxLength: 50 }),
});
