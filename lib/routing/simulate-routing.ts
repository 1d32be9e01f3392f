import type * as z from 'zod';
import { leadName } from '../leads/lead.ts';
import type { LeadDesk } from '../leads/lead-desk.ts';
import { findRecentLeads } from '../leads/lead-repository.ts';
import { readSettings, type Settings } from '../settings/settings-repository.ts';
import { listUsers } from '../users/user-repository.ts';
import { requireFitting } from './check-routing.ts';
import { compileRouting } from './compile-routing.ts';
import { startReplay, type Went } from './replay-routing.ts';
import type { routingRoutes, simulation } from './routing-contract.ts';
import type { RoutingSet } from './routing-set.ts';
import { ROUTING_SETTINGS } from './routing-settings.ts';

const DAY = 86_400_000;
/** Leads looked at: a request is answered within seconds. */
const MOST_LEADS = 10_000;
/** Milliseconds for going through them; the function itself has ten seconds. */
const LONGEST = 6_000;
const MOST_EXAMPLES = 20;

interface Both {
  before: number;
  after: number;
}

/** Counts by key, those of today and of the proposal beside each other. */
const startTally = <K>() => {
  const counts = new Map<K, Both>();
  const of = (key: K): Both => {
    const both = counts.get(key) ?? { before: 0, after: 0 };
    counts.set(key, both);
    return both;
  };
  return {
    of,
    entries: () => [...counts],
    add: (before: K, after: K): void => {
      of(before).before += 1;
      of(after).after += 1;
    },
  };
};

const wayOf = ({ rule, ownerId }: Went) => ({ rule: rule ?? null, ownerId: ownerId ?? null });

/** The label of each rule, the proposal's before today's, in order; what holds otherwise has none. */
const labelsOf = (today: Settings<RoutingSet>, proposed: RoutingSet): Map<string | undefined, string | null> =>
  new Map<string | undefined, string | null>([
    ...[...proposed.rules, ...today.value.rules].map(({ id, label }): [string, string] => [id, label]),
    [undefined, null],
  ]);

/**
 * What proposed rules would do with the leads that came in during the last days, by forms and lists, beside what the rules of today do with the same leads. Stops short
 * after 10,000 leads or six seconds, and says so. Errors: `invalid-fields` with the place of each fault.
 */
export const simulateRouting = async (
  { table, scorers, now }: Pick<LeadDesk, 'table' | 'scorers' | 'now'>,
  { set, days }: z.output<typeof routingRoutes.simulateRouting.body>,
): Promise<z.output<typeof simulation>> => {
  await requireFitting(table, set);
  const started = now();
  const [today, users, scorer, recent] = await Promise.all([
    readSettings(table, ROUTING_SETTINGS),
    listUsers(table),
    scorers.current(),
    findRecentLeads(table, started - days * DAY, MOST_LEADS),
  ]);
  const replayToday = startReplay(compileRouting(today), users, scorer);
  const replayProposed = startReplay(compileRouting({ version: today.version + 1, value: set }), users, scorer);
  const byRule = startTally<string | undefined>();
  const byOwner = startTally<string | undefined>();
  const labels = labelsOf(today, set);
  for (const id of labels.keys()) byRule.of(id);
  const examples: z.output<typeof simulation>['examples'] = [];
  let leads = 0;
  let decidedOtherwise = 0;
  for (const lead of recent.leads) {
    if (now() - started > LONGEST) break;
    // What somebody enters by hand is theirs, whatever the rules say.
    if (lead.source === 'rep') continue;
    const [before, after] = [await replayToday(lead), await replayProposed(lead)];
    leads += 1;
    byRule.add(before.rule, after.rule);
    byOwner.add(before.ownerId, after.ownerId);
    if (before.rule === after.rule) continue;
    decidedOtherwise += 1;
    if (examples.length < MOST_EXAMPLES) {
      examples.push({ leadId: lead.id, name: leadName(lead), before: wayOf(before), after: wayOf(after) });
    }
  }
  const routed = recent.leads.filter(({ source }) => source !== 'rep').length;
  return {
    leads,
    complete: recent.complete && leads === routed,
    decidedOtherwise,
    rules: byRule.entries().map(([id, both]) => ({ id: id ?? null, label: labels.get(id) ?? null, ...both })),
    people: byOwner.entries().flatMap(([userId, both]) => (userId === undefined ? [] : [{ userId, ...both }])),
    unassigned: byOwner.of(undefined),
    examples,
  };
};
