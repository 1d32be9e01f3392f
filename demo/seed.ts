import { type Call, callerAs, untilProcessed } from './api-client.ts';
import { PEOPLE } from './people.ts';
import type { Running } from './running.ts';
import { accessTokenOf } from './sign-in.ts';

/** Form posts as visitors of a page would send them, the most promising not first. */
const SUBMISSIONS = [
  {
    email: 'jonas.weber@lindenwerk.example',
    firstName: 'Jonas',
    lastName: 'Weber',
    company: 'Lindenwerk',
    phone: '+49 30 5550 1712',
    message: 'We are replacing our scheduling tool this quarter. Could you show us the planning board?',
    utm_source: 'newsletter',
    utm_campaign: 'autumn-guide',
  },
  {
    email: 'priya.raman@northbeam.example',
    firstName: 'Priya',
    lastName: 'Raman',
    company: 'Northbeam Logistics',
    title: 'Head of Operations',
    phone: '+44 20 7946 0018',
    message: 'Looking for a quote for 40 seats.',
    utm_source: 'google',
    utm_medium: 'cpc',
  },
  {
    email: 'k.saito@hakonefoods.example',
    firstName: 'Keiko',
    lastName: 'Saito',
    company: 'Hakone Foods',
    utm_source: 'trade-fair',
  },
  { email: 'curious.cat@gmail.com', firstName: 'Sam' },
  {
    email: 'olivia.martin@veloria.example',
    firstName: 'Olivia',
    lastName: 'Martin',
    company: 'Veloria',
    title: 'Founder',
    message: 'Downloaded the checklist, very useful. Do you integrate with our ERP?',
  },
  { email: 'marek.nowak@interia.pl', firstName: 'Marek', lastName: 'Nowak', message: 'Is there a student plan?' },
  {
    email: 'dana.fox@brightharbor.example',
    firstName: 'Dana',
    lastName: 'Fox',
    company: 'Bright Harbor',
    phone: '+1 212 555 0143',
    title: 'COO',
    utm_source: 'partner',
  },
  {
    email: 'luis.ortega@casaverde.example',
    firstName: 'Luis',
    lastName: 'Ortega',
    company: 'Casa Verde',
    phone: '+34 91 555 01 22',
  },
  { email: 'hello@tinyatelier.example', company: 'Tiny Atelier' },
] as const;

const DAY = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

const CONFIRMED = { fit: { answer: 'confirmed' }, need: { answer: 'confirmed' }, budget: { answer: 'confirmed' } };

const findLead = async (call: Call, email: string): Promise<string> => {
  const { items } = await call('GET', '/v1/leads?view=all&limit=100');
  const leads: unknown[] = Array.isArray(items) ? items : [];
  for (const lead of leads) {
    if (typeof lead === 'object' && lead !== null && 'email' in lead && lead.email === email && 'id' in lead)
      return String(lead.id);
  }
  throw new Error(`no lead has the address ${email}`);
};

/** Talks to somebody until they are qualified. */
const qualify = async (call: Call, leadId: string): Promise<void> => {
  await call('POST', `/v1/leads/${leadId}/activities`, {
    kind: 'call',
    direction: 'outbound',
    outcome: 'connected',
    durationMinutes: 18,
    subject: 'First conversation',
    text: 'Knows the product from a colleague; decides together with finance.',
  });
  await call('POST', `/v1/leads/${leadId}/activities`, {
    kind: 'meeting',
    subject: 'Demo',
    text: 'Showed the board; budget is approved for this year.',
  });
  await call('PUT', `/v1/leads/${leadId}/qualification`, CONFIRMED);
};

/** Fills an empty store with a small believable company, through the same endpoints that everybody uses. */
export const seed = async (running: Running, log: (line: string) => void): Promise<void> => {
  const visitor = callerAs(running.url);
  const calls = new Map<string, Call>();
  for (const person of PEOPLE) {
    calls.set(person.username, callerAs(running.url, await accessTokenOf(running, person)));
  }
  const ada = calls.get('ada') ?? visitor;
  const ben = calls.get('ben') ?? visitor;

  log(`Seeding: ${SUBMISSIONS.length} visitors fill in the demo form`);
  for (const fields of SUBMISSIONS) {
    const { submissionId } = await visitor('POST', '/v1/forms/demo/submissions', fields);
    await untilProcessed(visitor, String(submissionId));
  }
  log('Seeding: reps call, qualify and convert');
  await ben('POST', '/v1/leads', {
    firstName: 'Greta',
    lastName: 'Holm',
    company: 'Fjordline Marine',
    phone: '+47 22 55 01 90',
    email: 'greta@fjordline.example',
  });
  const veloria = await findLead(ada, 'olivia.martin@veloria.example');
  await ada('POST', `/v1/leads/${veloria}/activities`, {
    kind: 'email',
    direction: 'outbound',
    subject: 'Your ERP question',
    text: 'Sent the integration overview.',
  });
  const lindenwerk = await findLead(ada, 'jonas.weber@lindenwerk.example');
  await qualify(ada, lindenwerk);
  const harbor = await findLead(ben, 'dana.fox@brightharbor.example');
  await qualify(ben, harbor);
  const { opportunityId, accountId } = await ben('POST', `/v1/leads/${harbor}/convert`, {
    opportunity: {
      name: 'Bright Harbor, first 25 seats',
      amount: { minor: 1_250_000, currency: 'USD' },
      closeDate: inDays(14),
    },
  });
  for (const stage of ['proposal', 'won'])
    await ben('POST', `/v1/opportunities/${String(opportunityId)}/stage`, { stage });
  await ben('POST', '/v1/opportunities', {
    accountId,
    name: 'Bright Harbor, Boston office',
    amount: { minor: 780_000, currency: 'USD' },
    closeDate: inDays(60),
  });
};
