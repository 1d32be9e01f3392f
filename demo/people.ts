import type { Person } from '../local/sign-in/person.ts';

const person = (sub: string, name: string, group: string): Person => {
  const first = name.split(' ')[0]?.toLowerCase() ?? sub;
  return { sub, username: first, email: `${first}@sluice.example`, name, password: `${first}-sluice`, groups: [group] };
};

/** Who may sign in on this machine: one person a role, and a second rep so that leads go round. */
export const PEOPLE: readonly Person[] = [
  person('10000000-0000-4000-8000-000000000001', 'Ada Okafor', 'rep'),
  person('10000000-0000-4000-8000-000000000002', 'Ben Castell', 'rep'),
  person('10000000-0000-4000-8000-000000000003', 'Mira Lindqvist', 'manager'),
  person('10000000-0000-4000-8000-000000000004', 'Tom Varga', 'marketing'),
  person('10000000-0000-4000-8000-000000000005', 'Ines Duarte', 'admin'),
];
