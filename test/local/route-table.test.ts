import { describe, expect, test } from 'vitest';
import { createRouteTable } from '../../local/gateway/route-table.ts';

const find = createRouteTable(
  [
    'GET /things',
    'GET /things/{id}',
    'GET /things/special',
    'ANY /things/{id}',
    'GET /things/{id}/parts/{part}',
    'GET /things/{proxy+}',
    'ANY /{proxy+}',
    'POST /',
  ].map((routeKey) => ({ routeKey })),
);

const found = (method: string, path: string) => {
  const match = find(method, path);
  return match === undefined ? undefined : [match.route.routeKey, match.parameters];
};

describe('finding the route of a request', () => {
  test.each([
    ['GET', '/things', 'GET /things', undefined],
    ['GET', '/things/special', 'GET /things/special', undefined],
    ['GET', '/things/7', 'GET /things/{id}', { id: '7' }],
    ['PUT', '/things/7', 'ANY /things/{id}', { id: '7' }],
    ['GET', '/things/a%20b%2Fc', 'GET /things/{id}', { id: 'a b/c' }],
    ['GET', '/things/100%', 'GET /things/{id}', { id: '100%' }],
    ['GET', '/things/7/parts/8', 'GET /things/{id}/parts/{part}', { id: '7', part: '8' }],
    ['GET', '/things/special/parts/8', 'GET /things/{id}/parts/{part}', { id: 'special', part: '8' }],
    ['GET', '/things/7/others/8', 'GET /things/{proxy+}', { proxy: '7/others/8' }],
    ['PUT', '/things/7/others/8', 'ANY /{proxy+}', { proxy: 'things/7/others/8' }],
    ['POST', '/', 'POST /', undefined],
  ])('%s %s is %s', (method, path, routeKey, parameters) => {
    expect(found(method, path)).toEqual([routeKey, parameters]);
  });

  test('a greedy variable needs at least one character', () => {
    expect(found('GET', '/')).toBeUndefined();
  });

  test('without any other match $default answers, and without it nothing does', () => {
    const withDefault = createRouteTable([{ routeKey: 'GET /a' }, { routeKey: '$default' }]);
    expect(withDefault('DELETE', '/a/b')).toEqual({ route: { routeKey: '$default' }, parameters: undefined });
    expect(createRouteTable([{ routeKey: 'GET /a' }])('POST', '/a')).toBeUndefined();
  });

  test('names of the language are no routes', () => {
    expect(createRouteTable([{ routeKey: 'GET /a' }])('GET', '/constructor')).toBeUndefined();
  });
});
