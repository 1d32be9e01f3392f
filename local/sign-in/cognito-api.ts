import { z } from 'zod';
import type { Directory, User } from './directory.ts';
import type { SignInStore } from './store.ts';

const name = z.string().min(1);
const attributes = z.array(z.object({ Name: name, Value: z.string().default('') })).default([]);
const onUser = z.object({ UserPoolId: name, Username: name });
const onGroup = onUser.extend({ GroupName: name });
const createUser = onUser.extend({
  UserAttributes: attributes,
  TemporaryPassword: z.string().optional(),
  MessageAction: z.enum(['RESEND', 'SUPPRESS']).optional(),
});

/** An error as Cognito names it; the message is Cognito's own where a caller could look at it. */
export class CognitoError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'CognitoError';
    this.code = code;
  }
}

/**
 * Answers the operations of the Cognito Identity Provider API that concern single users; throws CognitoError.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html
 */
export function cognitoApi(directory: Directory, store: SignInStore): (operation: string, input: unknown) => unknown {
  const userOf = (input: { Username: string }): User => {
    const user = directory.find(input.Username);
    if (user === undefined) throw new CognitoError('UserNotFoundException', 'User does not exist.');
    return user;
  };
  const checkGroup = (group: string) => {
    if (!directory.pool.groups.includes(group)) throw new CognitoError('ResourceNotFoundException', 'Group not found.');
  };
  const operations: Record<string, (input: unknown) => unknown> = {
    AdminCreateUser(raw) {
      const input = accept(createUser, raw);
      const existing = directory.find(input.Username);
      if (input.MessageAction === 'RESEND') return { User: described(userOf(input), 'Attributes') };
      if (directory.pool.emailSignIn && !z.email().safeParse(input.Username).success) {
        throw new CognitoError('InvalidParameterException', 'Username should be an email.');
      }
      const email = input.UserAttributes.find((attribute) => attribute.Name === 'email')?.Value;
      if (existing !== undefined || (directory.pool.emailSignIn && email !== undefined && directory.find(email))) {
        const what = directory.pool.emailSignIn
          ? 'An account with the given email already exists.'
          : 'User account already exists';
        throw new CognitoError('UsernameExistsException', what);
      }
      const made = directory.create({
        username: input.Username,
        attributes: Object.fromEntries(input.UserAttributes.map((attribute) => [attribute.Name, attribute.Value])),
        ...(input.TemporaryPassword && { password: input.TemporaryPassword }),
      });
      return { User: described(made, 'Attributes') };
    },
    AdminGetUser(raw) {
      return described(userOf(accept(onUser, raw)), 'UserAttributes');
    },
    AdminAddUserToGroup(raw) {
      const input = accept(onGroup, raw);
      const user = userOf(input);
      checkGroup(input.GroupName);
      if (!user.groups.includes(input.GroupName)) directory.change(user, { groups: [...user.groups, input.GroupName] });
      return {};
    },
    AdminRemoveUserFromGroup(raw) {
      const input = accept(onGroup, raw);
      const user = userOf(input);
      checkGroup(input.GroupName);
      directory.change(user, { groups: user.groups.filter((group) => group !== input.GroupName) });
      return {};
    },
    AdminListGroupsForUser(raw) {
      const user = userOf(accept(onUser, raw));
      return { Groups: user.groups.map((GroupName) => ({ GroupName, UserPoolId: directory.pool.id })) };
    },
    AdminDisableUser(raw) {
      directory.change(userOf(accept(onUser, raw)), { enabled: false });
      return {};
    },
    AdminEnableUser(raw) {
      directory.change(userOf(accept(onUser, raw)), { enabled: true });
      return {};
    },
    AdminUserGlobalSignOut(raw) {
      // Access tokens that are out stay valid where only their signature is checked, as with Cognito.
      store.removeOfAccount(['RefreshToken', 'AuthorizationCode', 'Session', 'Grant'], userOf(accept(onUser, raw)).sub);
      return {};
    },
  };

  return (operation, input) => {
    const run = operations[operation];
    if (run === undefined)
      throw new CognitoError('UnknownOperationException', `The local user pool has no ${operation}`);
    const { UserPoolId } = accept(z.object({ UserPoolId: name }), input);
    if (UserPoolId !== directory.pool.id) {
      throw new CognitoError('ResourceNotFoundException', `User pool ${UserPoolId} does not exist.`);
    }
    return run(input);
  };
}

function accept<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new CognitoError('InvalidParameterException', z.prettifyError(result.error).replaceAll('\n', ' '));
}

function described(user: User, attributesAs: 'Attributes' | 'UserAttributes') {
  return {
    Username: user.username,
    [attributesAs]: Object.entries({ ...user.attributes, sub: user.sub }).map(([Name, Value]) => ({ Name, Value })),
    UserCreateDate: user.createdAt,
    UserLastModifiedDate: user.updatedAt,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}
