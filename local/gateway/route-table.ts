export interface RouteMatch<Route> {
  route: Route;
  /** Decoded path parameters; undefined when the route has none. */
  parameters: Record<string, string> | undefined;
}

interface Node<Route> {
  children: Map<string, Node<Route>>;
  /** A `{name}` segment. */
  variable: Node<Route> | undefined;
  /** Routes that end here, by method. */
  ends: Map<string, { route: Route; names: readonly string[] }>;
  /** Routes that end in a `{name+}` below this node, by method. */
  greedy: Map<string, { route: Route; names: readonly string[] }>;
}

function createNode<Route>(): Node<Route> {
  return { children: new Map(), variable: undefined, ends: new Map(), greedy: new Map() };
}

/** Gives a path or a part of one with its percent signs decoded; a lone percent sign is passed on as it came. */
export function decodePath(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // not an encoding at all
  }
}

/**
 * Gives a function that finds the route of a request. Priority: a full match (fixed segments before variables), then
 * the longest greedy match, then `$default`; a route of the method before one of ANY.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function createRouteTable<Route extends { routeKey: string }>(
  routes: readonly Route[],
): (method: string, path: string) => RouteMatch<Route> | undefined {
  const root = createNode<Route>();
  const fixed = new Map<string, Route>();
  let fallback: Route | undefined;

  for (const route of routes) {
    const [method = '', path] = route.routeKey.split(' ');
    if (path === undefined) {
      fallback = route;
      continue;
    }
    if (!path.includes('{')) fixed.set(`${method} ${path}`, route);
    const names: string[] = [];
    let node = root;
    let isGreedy = false;
    for (const segment of path.slice(1).split('/')) {
      const name = /^\{(.*?)(\+?)\}$/.exec(segment);
      if (name === null) {
        const next = node.children.get(segment) ?? createNode<Route>();
        node.children.set(segment, next);
        node = next;
        continue;
      }
      names.push(name[1] ?? '');
      isGreedy = name[2] === '+';
      if (isGreedy) break;
      node.variable ??= createNode<Route>();
      node = node.variable;
    }
    (isGreedy ? node.greedy : node.ends).set(method, { route, names });
  }

  type Ends = Node<Route>['ends'];
  const pick = (ends: Ends, method: string) => ends.get(method) ?? ends.get('ANY');
  const matched = (found: { route: Route; names: readonly string[] }, values: readonly string[]) => ({
    route: found.route,
    parameters:
      found.names.length === 0
        ? undefined
        : Object.fromEntries(found.names.map((name, index) => [name, decodePath(values[index] ?? '')])),
  });

  function full(
    node: Node<Route>,
    segments: readonly string[],
    at: number,
    method: string,
    values: string[],
  ): RouteMatch<Route> | undefined {
    const segment = segments[at];
    if (segment === undefined) {
      const found = pick(node.ends, method);
      return found === undefined ? undefined : matched(found, values);
    }
    const child = node.children.get(segment);
    const exact = child === undefined ? undefined : full(child, segments, at + 1, method, values);
    if (exact !== undefined || node.variable === undefined || segment === '') return exact;
    return full(node.variable, segments, at + 1, method, [...values, segment]);
  }

  function greedy(
    node: Node<Route>,
    segments: readonly string[],
    at: number,
    method: string,
    values: string[],
  ): RouteMatch<Route> | undefined {
    const segment = segments[at];
    if (segment === undefined) return undefined;
    const child = node.children.get(segment);
    const deeper =
      (child === undefined ? undefined : greedy(child, segments, at + 1, method, values)) ??
      (node.variable === undefined ? undefined : greedy(node.variable, segments, at + 1, method, [...values, segment]));
    if (deeper !== undefined) return deeper;
    const found = pick(node.greedy, method);
    const rest = segments.slice(at).join('/');
    return found === undefined || rest === '' ? undefined : matched(found, [...values, rest]);
  }

  return (method, path) => {
    const known = fixed.get(`${method} ${path}`);
    if (known !== undefined) return { route: known, parameters: undefined };
    const segments = path.slice(1).split('/');
    return (
      full(root, segments, 0, method, []) ??
      greedy(root, segments, 0, method, []) ??
      (fallback === undefined ? undefined : { route: fallback, parameters: undefined })
    );
  };
}
