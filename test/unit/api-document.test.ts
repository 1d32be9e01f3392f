import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../infra/build.ts';
import { api } from '../../lib/contract/api.ts';
import { SHARED_PROBLEMS } from '../../lib/contract/problem.ts';
import type { Access, RouteDeclaration } from '../../lib/contract/route.ts';
import { ROLES } from '../../lib/users/role.ts';

const routes: RouteDeclaration[] = Object.values(api).flatMap((module) => Object.values(module));
const lines = readFileSync(join(PROJECT_ROOT, 'docs', 'api.md'), 'utf8').split('\n');

/** The rows of the table that has this header. */
const rowsUnder = (header: string): string[] => {
  const start = lines.indexOf(header);
  if (start < 0) throw new Error(`docs/api.md has no table with the header ${header}`);
  const rest = lines.slice(start + 2);
  return rest.slice(
    0,
    rest.findIndex((line) => !line.startsWith('|')),
  );
};

const whoMay = (access: Access): string => {
  if (access === 'public') return 'anybody';
  return ROLES.every((role) => access.includes(role)) ? 'everybody' : access.join(', ');
};

const headersOf = ({ ifMatch, idempotencyKey }: RouteDeclaration): string =>
  [...(ifMatch ? [`If-Match ${ifMatch}`] : []), ...(idempotencyKey ? ['Idempotency-Key'] : [])].join(', ');

const rowOf = (route: RouteDeclaration): string =>
  `| ${route.method} | \`${route.path}\` | ${whoMay(route.access)} | ${route.summary} | ${headersOf(route)} | ${route.errors.join(', ')} |`;

/** All code but the declarations, where naming a problem throws none. */
const source = globSync('{functions,lib}/**/*.ts', { cwd: PROJECT_ROOT })
  .filter((file) => !/-contract\.ts$|^lib.contract\b/.test(file))
  .map((file) => readFileSync(join(PROJECT_ROOT, file), 'utf8'))
  .join('\n');

/** Whether some code throws a problem: by its code, or by the name of what was not found. */
const isThrown = (code: string): boolean =>
  source.includes(`'${code}'`) || source.includes(`notFound('${code.replace(/-not-found$/, '')}')`);

describe('docs/api.md', () => {
  it('lists the routes of the contract and no others, each with who may call it and what it may answer', () => {
    const rows = rowsUnder('| method | path | who | what | headers | problems of its own |');
    expect([...rows].sort()).toEqual(routes.map(rowOf).sort());
  });

  it('says what to do about every problem that a route declares, and knows none that nobody throws', () => {
    const documented = rowsUnder('| code | status | what to do |').map((row) => row.split('|')[1]?.trim() ?? '');
    const declared = [...new Set([...routes.flatMap(({ errors }) => errors), ...SHARED_PROBLEMS])];
    expect(documented).toEqual([...new Set(documented)]);
    expect(declared.filter((code) => !documented.includes(code))).toEqual([]);
    expect(documented.filter((code) => !isThrown(code))).toEqual([]);
  });
});
