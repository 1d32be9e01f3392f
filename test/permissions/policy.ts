import { z } from 'zod';
import type { Stack } from '../../local/assembly/assembly.ts';
import { createPhysicalValues } from '../../local/assembly/physical-values.ts';
import { createResolver } from '../../local/assembly/resolver.ts';

/** An action on a resource, for example `dynamodb:Query` on the ARN of an index. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  /** What the request says beside them, by condition key; what is left out has no value. */
  readonly context?: Readonly<Record<string, string>>;
}

/** What a function's role says. */
export interface FunctionRole {
  /** The function's logical id, by which recorded calls name it. */
  readonly functionId: string;
  /** The construct's path, by which people name it. */
  readonly name: string;
  /** Every allowed pair, as written: wildcards are left as they are. */
  readonly grants: readonly Permission[];
  readonly managedPolicies: number;
  /** Characters of all inline policies, as IAM counts them: without white space. */
  readonly policyCharacters: number;
  /** Whether the role lets the function do it: something allows it and nothing denies it. */
  allows(permission: Permission): boolean;
}

const oneOrMany = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

// Strict: another condition or a Not… element that is not evaluated here would make the answer wrong.
const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMany,
  Resource: oneOrMany,
  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
  Condition: z.strictObject({ StringEquals: z.record(z.string(), z.string()) }).optional(),
});
const documentSchema = z.object({ Version: z.string(), Statement: z.array(statementSchema) });
const roleSchema = z.object({
  Policies: z.array(z.object({ PolicyDocument: documentSchema })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
});
const attachedSchema = z.object({ PolicyDocument: documentSchema, Roles: z.array(z.string()) });
const functionSchema = z.object({ Role: z.string() });

type Statement = z.infer<typeof statementSchema>;

/**
 * Whether a pattern of a policy covers a value: `*` is any run of characters and `?` is any single one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export const covers = (pattern: string, value: string, flags = ''): boolean => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, flags).test(value);
};

const holds = ({ Condition }: Statement, context: Readonly<Record<string, string>>): boolean =>
  Object.entries(Condition?.StringEquals ?? {}).every(([key, value]) => context[key] === value);

const matches = (statement: Statement, { action, resource, context = {} }: Permission): boolean =>
  holds(statement, context) &&
  // Names of actions do not care about case: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
  statement.Action.some((pattern) => covers(pattern, action, 'i')) &&
  statement.Resource.some((pattern) => covers(pattern, resource));

/** Whether statements allow something: a denial wins, and what nobody allows is denied. */
export const isAllowed = (statements: readonly Statement[], permission: Permission): boolean => {
  const effects = statements.filter((statement) => matches(statement, permission)).map(({ Effect }) => Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
};

/** Gives a checked statement; one with another condition than StringEquals, or with what is not evaluated here, is an error. */
export const parseStatement = (statement: unknown): Statement => statementSchema.parse(statement);

type Parameters = Readonly<Record<string, string>>;

const resolverOf = (stacks: readonly Stack[], parameters: Parameters) => {
  const nowhere = () => 'http://127.0.0.1';
  return createResolver(
    stacks,
    parameters,
    createPhysicalValues({ sqs: nowhere, issuer: nowhere, api: nowhere, signInDomain: nowhere }),
  );
};

/**
 * Gives the role of every function in the stacks, as deployed with the parameters and with resources named as the local runtime names them. Policies that
 * this does not understand are errors.
 */
export const readRoles = (stacks: readonly Stack[], parameters: Parameters = {}): readonly FunctionRole[] => {
  const resolver = resolverOf(stacks, parameters);
  return stacks.flatMap((stack) => {
    const entries = Object.entries(stack.template.Resources).map(([id, { Type, Properties, Metadata, Condition }]) => ({
      id,
      type: Type,
      path: String(Metadata['aws:cdk:path'] ?? id),
      isMade: () => resolver.holds(stack, Condition),
      properties: () => resolver.value(stack, Properties),
    }));
    const attached = entries
      .filter(({ type, isMade }) => type === 'AWS::IAM::Policy' && isMade())
      .map(({ properties }) => attachedSchema.parse(properties()));
    return entries
      .filter(({ type }) => type === 'AWS::Lambda::Function')
      .map(({ id: functionId, path, properties }): FunctionRole => {
        const { Role: arn } = functionSchema.parse(properties());
        const role = entries.find(
          ({ id, type }) => type === 'AWS::IAM::Role' && resolver.value(stack, { 'Fn::GetAtt': [id, 'Arn'] }) === arn,
        );
        if (role === undefined) throw new Error(`${path} has no role in its own stack`);
        const { Policies, ManagedPolicyArns } = roleSchema.parse(role.properties());
        const roleName = resolver.value(stack, { Ref: role.id });
        const documents = [
          ...Policies.map(({ PolicyDocument }) => PolicyDocument),
          ...attached.filter(({ Roles }) => Roles.some((name) => name === roleName)).map((one) => one.PolicyDocument),
        ];
        const statements = documents.flatMap(({ Statement }) => Statement);
        return {
          functionId,
          name: path.split('/').slice(0, -2).join('/'),
          grants: statements
            .filter(({ Effect }) => Effect === 'Allow')
            .flatMap(({ Action, Resource }) =>
              Action.flatMap((action) => Resource.map((resource) => ({ action, resource }))),
            ),
          managedPolicies: ManagedPolicyArns.length,
          policyCharacters: documents.reduce((sum, document) => sum + JSON.stringify(document).length, 0),
          allows: (permission) => isAllowed(statements, permission),
        };
      });
  });
};
