import type { Stack } from './assembly.ts';
import { arnOf, identity } from './identity.ts';
import type { PhysicalValue } from './physical-values.ts';

export interface Resolver {
  /** Gives the value of an expression of a stack with every intrinsic function carried out. */
  value(stack: Stack, expression: unknown): unknown;
  /** Says whether a condition of a stack holds; no name holds always. */
  holds(stack: Stack, condition: string | undefined): boolean;
}

type Physical = (stack: Stack, logicalId: string, resolver: Resolver) => PhysicalValue;
type Intrinsic = (stack: Stack, argument: unknown) => unknown;

function describe(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

function text(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${where} wants text and has ${describe(value)}`);
}

function list(value: unknown, where: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${where} wants a list and has ${describe(value)}`);
}

function comparable(value: unknown): string {
  return typeof value === 'object' ? describe(value) : String(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Gives a resolver of CloudFormation's intrinsic functions over all stacks of an assembly.
 * Functions: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 * An unknown function, a parameter without a value or a dangling reference is an error that names it.
 */
export function createResolver(
  stacks: readonly Stack[],
  parameters: Readonly<Record<string, string>>,
  physical: Physical,
): Resolver {
  function parameter(stack: Stack, name: string): unknown {
    const declared = stack.template.Parameters[name];
    const value = parameters[name] ?? declared?.Default;
    if (value === undefined) throw new Error(`Parameter ${name} of stack ${stack.name} has no value and no default`);
    const isList = declared?.Type === 'CommaDelimitedList' || declared?.Type.startsWith('List<') === true;
    return isList && typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value;
  }

  function reference(stack: Stack, name: string): unknown {
    switch (name) {
      case 'AWS::AccountId':
        return identity.account;
      case 'AWS::Region':
        return identity.region;
      case 'AWS::Partition':
        return identity.partition;
      case 'AWS::URLSuffix':
        return identity.urlSuffix;
      case 'AWS::StackName':
        return stack.name;
      case 'AWS::StackId':
        return arnOf('cloudformation', `stack/${stack.name}/local`);
      case 'AWS::NotificationARNs':
        return [];
      case 'AWS::NoValue':
        return undefined; // whatever resolves to undefined is dropped from its object or list
    }
    if (stack.template.Parameters[name] !== undefined) return parameter(stack, name);
    return physical(stack, name, resolver).ref;
  }

  function attribute(stack: Stack, logicalId: string, name: string): unknown {
    const value = physical(stack, logicalId, resolver).attribute(name);
    if (value !== undefined) return value;
    const type = stack.template.Resources[logicalId]?.Type;
    throw new Error(`${stack.name}/${logicalId} (${type}) has no attribute ${name} in a local run`);
  }

  function imported(name: string): unknown {
    for (const stack of stacks) {
      for (const output of Object.values(stack.template.Outputs)) {
        if (output.Export === undefined || !resolver.holds(stack, output.Condition)) continue;
        if (resolver.value(stack, output.Export.Name) === name) return resolver.value(stack, output.Value);
      }
    }
    throw new Error(`No stack of the assembly exports ${name}`);
  }

  function substitute(stack: Stack, argument: unknown): string {
    const [pattern, given] = Array.isArray(argument) ? argument : [argument, {}];
    const variables = isRecord(given) ? given : {};
    return text(pattern, 'Fn::Sub').replace(/\$\{([^}]*)\}/g, (_, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (name in variables) return text(resolver.value(stack, variables[name]), `Fn::Sub \${${name}}`);
      const [logicalId = name, ...rest] = name.split('.');
      const value = rest.length > 0 ? attribute(stack, logicalId, rest.join('.')) : reference(stack, name);
      return text(value, `Fn::Sub \${${name}}`);
    });
  }

  function truth(stack: Stack, expression: unknown): boolean {
    if (isRecord(expression) && typeof expression.Condition === 'string') {
      return resolver.holds(stack, expression.Condition);
    }
    const value = resolver.value(stack, expression);
    return value === true || value === 'true';
  }

  const intrinsics: Readonly<Record<string, Intrinsic>> = {
    Ref: (stack, argument) => reference(stack, text(argument, 'Ref')),
    'Fn::GetAtt': (stack, argument) => {
      const [logicalId, ...rest] = typeof argument === 'string' ? argument.split('.') : list(argument, 'Fn::GetAtt');
      const name = rest.map((part) => text(resolver.value(stack, part), 'Fn::GetAtt')).join('.');
      return attribute(stack, text(logicalId, 'Fn::GetAtt'), name);
    },
    'Fn::Join': (stack, argument) => {
      const [separator, parts] = list(argument, 'Fn::Join');
      return list(resolver.value(stack, parts), 'Fn::Join')
        .map((part) => text(part, 'Fn::Join'))
        .join(text(separator, 'Fn::Join'));
    },
    'Fn::Sub': substitute,
    'Fn::Select': (stack, argument) => {
      const [index, items] = list(argument, 'Fn::Select');
      const position = Number(resolver.value(stack, index));
      const item = list(resolver.value(stack, items), 'Fn::Select')[position];
      if (item === undefined) throw new Error(`Fn::Select finds nothing at ${position} of ${describe(items)}`);
      return item;
    },
    'Fn::Split': (stack, argument) => {
      const [separator, source] = list(argument, 'Fn::Split');
      return text(resolver.value(stack, source), 'Fn::Split').split(text(separator, 'Fn::Split'));
    },
    'Fn::ImportValue': (stack, argument) => imported(text(resolver.value(stack, argument), 'Fn::ImportValue')),
    'Fn::FindInMap': (stack, argument) => {
      const [map = '', top = '', second = ''] = list(argument, 'Fn::FindInMap').map((key) =>
        text(resolver.value(stack, key), 'Fn::FindInMap'),
      );
      const value = stack.template.Mappings[map]?.[top]?.[second];
      if (value === undefined) throw new Error(`Fn::FindInMap finds no ${map}.${top}.${second} in ${stack.name}`);
      return value;
    },
    'Fn::Base64': (stack, argument) =>
      Buffer.from(text(resolver.value(stack, argument), 'Fn::Base64')).toString('base64'),
    'Fn::GetAZs': () => ['a', 'b', 'c'].map((zone) => `${identity.region}${zone}`),
    'Fn::If': (stack, argument) => {
      const [condition, whenTrue, whenFalse] = list(argument, 'Fn::If');
      return resolver.value(stack, resolver.holds(stack, text(condition, 'Fn::If')) ? whenTrue : whenFalse);
    },
    'Fn::Equals': (stack, argument) => {
      const [left, right] = list(argument, 'Fn::Equals').map((side) => resolver.value(stack, side));
      return comparable(left) === comparable(right);
    },
    'Fn::And': (stack, argument) => list(argument, 'Fn::And').every((part) => truth(stack, part)),
    'Fn::Or': (stack, argument) => list(argument, 'Fn::Or').some((part) => truth(stack, part)),
    'Fn::Not': (stack, argument) => !truth(stack, list(argument, 'Fn::Not')[0]),
  };

  function resolved(stack: Stack, expression: unknown): unknown {
    if (Array.isArray(expression)) {
      return expression.map((item) => resolved(stack, item)).filter((item) => item !== undefined);
    }
    if (!isRecord(expression)) return expression;
    const entries = Object.entries(expression);
    const [key, argument] = entries[0] ?? [];
    if (entries.length === 1 && key !== undefined) {
      const intrinsic = intrinsics[key];
      if (intrinsic !== undefined) return intrinsic(stack, argument);
      if (key.startsWith('Fn::')) throw new Error(`${key} in stack ${stack.name} is not known in a local run`);
    }
    return Object.fromEntries(
      entries.map(([name, value]) => [name, resolved(stack, value)]).filter(([, value]) => value !== undefined),
    );
  }

  const resolver: Resolver = {
    value: resolved,
    holds: (stack, condition) => {
      if (condition === undefined) return true;
      const expression = stack.template.Conditions[condition];
      if (expression === undefined) throw new Error(`Stack ${stack.name} has no condition ${condition}`);
      return truth(stack, expression);
    },
  };
  return resolver;
}
