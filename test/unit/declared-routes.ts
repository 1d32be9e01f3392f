import { api } from '../../lib/contract/api.ts';
import type { RouteDeclaration } from '../../lib/contract/route.ts';

interface Declared {
  readonly module: string;
  readonly name: string;
  readonly route: RouteDeclaration;
}

/** Every route of the contract, with its module and operation name. */
export const ROUTES: Declared[] = Object.entries(api).flatMap(([module, routes]) =>
  Object.entries(routes).map(([name, route]) => ({ module, name, route })),
);

/** The names of the parameters in a path, in order. */
export const parametersIn = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** Values that are there more than once. */
export const repeated = (values: readonly string[]): string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);
