import { type FieldError, invalid } from '../errors.ts';
import type { FieldDefinition } from '../fields/field-contract.ts';
import { FIELD_SETTINGS } from '../fields/field-settings.ts';
import { faultsOfCondition } from '../scoring/check-scoring.ts';
import { readSettings } from '../settings/settings-repository.ts';
import type { Table } from '../table/table.ts';
import { listUsers } from '../users/user-repository.ts';
import type { RoutingSet, RoutingTarget } from './routing-set.ts';

const repeated = (list: readonly { readonly id: string }[], path: string): FieldError[] =>
  list.flatMap(({ id }, index) =>
    list.findIndex((other) => other.id === id) === index
      ? []
      : [{ path: `${path}.${index}.id`, message: 'is used twice' }],
  );

/** What routing settings get wrong as a whole; `isSomebody` knows who works here. */
const faultsOf = (
  set: RoutingSet,
  isSomebody: (userId: string) => boolean,
  definitions: readonly FieldDefinition[],
): FieldError[] => {
  const somebody = (userId: string | undefined, path: string): FieldError[] =>
    userId === undefined || isSomebody(userId) ? [] : [{ path, message: 'is nobody who works here' }];
  const target = (to: RoutingTarget, path: string): FieldError[] => {
    if (to.kind === 'user') return somebody(to.userId, `${path}.userId`);
    if (to.kind !== 'team' || set.teams.some(({ id }) => id === to.teamId)) return [];
    return [{ path: `${path}.teamId`, message: 'is no team' }];
  };
  return [
    ...repeated(set.teams, 'teams'),
    ...repeated(set.rules, 'rules'),
    ...set.teams.flatMap(({ leadId, members }, index) => [
      ...somebody(leadId, `teams.${index}.leadId`),
      ...members.flatMap(({ userId }, place) => {
        const path = `teams.${index}.members.${place}.userId`;
        const isFirst = members.findIndex((other) => other.userId === userId) === place;
        return isFirst ? somebody(userId, path) : [{ path, message: 'is in the team twice' }];
      }),
    ]),
    ...Object.keys(set.people).flatMap((userId) => somebody(userId, `people.${userId}`)),
    ...set.rules.flatMap(({ to, when }, index) => [
      ...when.flatMap((condition, at) => faultsOfCondition(condition, `rules.${index}.when.${at}`, definitions)),
      ...target(to, `rules.${index}.to`),
    ]),
    ...target(set.otherwise.to, 'otherwise.to'),
  ];
};

/** Errors: `invalid-fields` with the place of each fault, when routing settings do not fit together or name somebody who does not work here. */
export const requireFitting = async (table: Table, set: RoutingSet): Promise<void> => {
  const [users, { value: definitions }] = await Promise.all([listUsers(table), readSettings(table, FIELD_SETTINGS)]);
  const ids = new Set(users.map(({ id }) => id));
  const faults = faultsOf(set, (userId) => ids.has(userId), definitions);
  if (faults.length === 0) return;
  const errors = faults.map(({ path, message }) => ({ path: `set.${path}`, message }));
  throw invalid('invalid-fields', 'The routing settings do not fit together.', errors);
};
