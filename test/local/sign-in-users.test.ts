import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fetchAccessToken } from '../../local/sign-in/access-token.ts';
import { LOCAL_PASSWORD } from '../../local/sign-in/directory.ts';
import type { PoolDefinition } from '../../local/sign-in/pool.ts';
import { type SignIn, startSignIn } from '../../local/sign-in/sign-in.ts';

const UserPoolId = 'us-east-1_Local1234';
const pool: PoolDefinition = {
  id: UserPoolId,
  groups: ['staff', 'boss'],
  users: [],
  resourceServers: [],
  emailSignIn: true,
};
const email = 'new@example.test';

let dataDir: string;
let signIn: SignIn;
let cognito: CognitoIdentityProviderClient;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'sign-in-users-'));
  await start(pool);
});

afterEach(async () => {
  await stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(definition: PoolDefinition): Promise<void> {
  signIn = await startSignIn({
    pool: definition,
    clients: [{ id: 'client1', callbackUrls: [], logoutUrls: [], scopes: ['openid'] }],
    people: [],
    dataDir,
  });
  cognito = new CognitoIdentityProviderClient({
    endpoint: signIn.cognitoEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
}

async function stop(): Promise<void> {
  cognito.destroy();
  await signIn.stop();
}

const create = () =>
  cognito.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username: email,
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'name', Value: 'Nell New' },
      ],
    }),
  );

const tokensOf = (password: string) =>
  fetchAccessToken({
    issuer: signIn.issuer,
    clientId: 'client1',
    redirectUri: 'http://127.0.0.1:3999/',
    username: email,
    password,
    scopes: ['openid'],
  });

it('makes a user from an e-mail address with the sub as username, who signs in with the local password', async () => {
  const { User } = await create();
  expect(User?.Username).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  expect(User).toMatchObject({ Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' });
  expect(User?.UserCreateDate).toBeInstanceOf(Date);
  expect(User?.Attributes).toContainEqual({ Name: 'sub', Value: User?.Username });
  expect((await tokensOf(LOCAL_PASSWORD)).access_token).toBeTruthy();
  const found = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email.toUpperCase() }));
  expect(found).toMatchObject({ Username: User?.Username, UserStatus: 'CONFIRMED' });
  expect(found.UserAttributes).toContainEqual({ Name: 'name', Value: 'Nell New' });
});

it('uses the temporary password when one is given', async () => {
  await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: email, TemporaryPassword: 'Chosen-1' }));
  await expect(tokensOf(LOCAL_PASSWORD)).rejects.toThrow('Incorrect');
  expect((await tokensOf('Chosen-1')).access_token).toBeTruthy();
});

it('keeps users, their groups and whether they are enabled between runs', async () => {
  await create();
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName: 'staff' }));
  await cognito.send(new AdminDisableUserCommand({ UserPoolId, Username: email }));
  await stop();
  await start(pool);
  expect(await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email }))).toMatchObject({
    Enabled: false,
  });
  const { Groups } = await cognito.send(new AdminListGroupsForUserCommand({ UserPoolId, Username: email }));
  expect(Groups?.map((group) => group.GroupName)).toEqual(['staff']);
});

it('puts users into groups and takes them out, as often as it is asked', async () => {
  await create();
  const groups = async () => {
    const { Groups } = await cognito.send(new AdminListGroupsForUserCommand({ UserPoolId, Username: email }));
    return Groups?.map((group) => group.GroupName);
  };
  for (const GroupName of ['staff', 'staff', 'boss']) {
    await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName }));
  }
  expect(await groups()).toEqual(['staff', 'boss']);
  for (let time = 0; time < 2; time += 1) {
    await cognito.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username: email, GroupName: 'staff' }));
  }
  expect(await groups()).toEqual(['boss']);
});

it('keeps a disabled user out, tokens that are out included, until enabled again', async () => {
  await create();
  const { refresh_token } = await tokensOf(LOCAL_PASSWORD);
  await cognito.send(new AdminDisableUserCommand({ UserPoolId, Username: email }));
  await expect(tokensOf(LOCAL_PASSWORD)).rejects.toThrow('This user is disabled.');
  expect((await refresh(refresh_token)).status).toBe(400);
  await cognito.send(new AdminEnableUserCommand({ UserPoolId, Username: email }));
  expect((await tokensOf(LOCAL_PASSWORD)).access_token).toBeTruthy();
});

it('ends all sessions of a user at a global sign-out', async () => {
  await create();
  const { refresh_token } = await tokensOf(LOCAL_PASSWORD);
  expect((await refresh(refresh_token)).status).toBe(200);
  await cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: email }));
  expect((await refresh(refresh_token)).status).toBe(400);
});

it('takes any username where the pool does not use e-mail addresses', async () => {
  await stop();
  await start({ ...pool, emailSignIn: false });
  const { User } = await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: 'nell' }));
  expect(User?.Username).toBe('nell');
});

it('says in one line that its file in the data folder is broken', async () => {
  const broken = join(dataDir, 'broken');
  mkdirSync(broken);
  writeFileSync(join(broken, 'sign-in.sqlite'), 'x'.repeat(5000));
  const attempt = startSignIn({ pool, clients: [], people: [], dataDir: broken });
  await expect(attempt).rejects.toThrow(/^the sign-in cannot run on [^\n]*sign-in.sqlite: file is not a database$/);
});

it('fails with the errors of Cognito', async () => {
  await create();
  const failures = [
    [create(), 'UsernameExistsException'],
    [cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: 'no address' })), 'InvalidParameterException'],
    [cognito.send(new AdminGetUserCommand({ UserPoolId, Username: 'nobody' })), 'UserNotFoundException'],
    [
      cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName: 'none' })),
      'ResourceNotFoundException',
    ],
    [
      cognito.send(new AdminGetUserCommand({ UserPoolId: 'us-east-1_Other', Username: email })),
      'ResourceNotFoundException',
    ],
    [cognito.send(new ListUsersCommand({ UserPoolId })), 'UnknownOperationException'],
  ] as const;
  for (const [attempt, name] of failures) await expect(attempt).rejects.toMatchObject({ name });
});

function refresh(refreshToken: string | undefined): Promise<Response> {
  const body = { grant_type: 'refresh_token', client_id: 'client1', refresh_token: refreshToken ?? '' };
  return fetch(`${signIn.issuer}/oauth2/token`, { method: 'POST', body: new URLSearchParams(body) });
}
