import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { conflict } from '../errors.ts';
import type { Role } from './role.ts';

interface PoolUser {
  readonly id: string;
  readonly name: string | undefined;
  readonly email: string | undefined;
}

/** The directory of those who may sign in. */
export interface UserPool {
  find(username: string): Promise<PoolUser>;
  /** Makes a user in the group of their role; the pool mails them a temporary password. Errors: `user-exists`. */
  invite(user: { email: string; name: string; role: Role }): Promise<PoolUser>;
}

const poolUser = (attributes: readonly AttributeType[] = []): PoolUser => {
  const value = (name: string) => attributes.find((attribute) => attribute.Name === name)?.Value;
  return { id: value('sub') ?? '', name: value('name'), email: value('email') };
};

/** Opens the user pool of that id. */
export const openUserPool = (
  poolId: string,
  client = new CognitoIdentityProviderClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 500, requestTimeout: 3000, throwOnRequestTimeout: true },
  }),
): UserPool => ({
  find: async (username) => {
    const { UserAttributes } = await client.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: username }));
    return poolUser(UserAttributes);
  },
  invite: async ({ email, name, role }) => {
    try {
      const { User } = await client.send(
        new AdminCreateUserCommand({
          UserPoolId: poolId,
          Username: email,
          DesiredDeliveryMediums: ['EMAIL'],
          UserAttributes: [
            { Name: 'email', Value: email },
            { Name: 'email_verified', Value: 'true' },
            { Name: 'name', Value: name },
          ],
        }),
      );
      await client.send(
        new AdminAddUserToGroupCommand({ UserPoolId: poolId, Username: User?.Username ?? email, GroupName: role }),
      );
      return poolUser(User?.Attributes);
    } catch (error) {
      if (error instanceof Error && error.name === 'UsernameExistsException') {
        throw conflict('user-exists', 'Somebody with this e-mail address may sign in already.');
      }
      throw error;
    }
  },
});
