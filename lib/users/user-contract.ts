import * as z from 'zod';
import { emailAddress, idParams, line } from '../contract/fields.ts';
import { defineRoute } from '../contract/route.ts';
import { ADMIN, EVERYONE, ROLES } from './role.ts';

const role = z.enum(ROLES);

export const user = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role,
  /** Only active reps take part in the round robin. */
  active: z.boolean(),
  version: z.number().int(),
});

export const userRoutes = {
  getMe: defineRoute({
    method: 'GET',
    path: '/v1/me',
    summary: 'The signed-in user; the first call makes the user record',
    access: EVERYONE,
    recordScope: 'own',
    responses: { 200: user },
    errors: [],
  }),
  listUsers: defineRoute({
    method: 'GET',
    path: '/v1/users',
    summary: 'All users, by name',
    access: EVERYONE,
    recordScope: 'all',
    responses: { 200: z.object({ items: z.array(user), nextCursor: z.string().nullable() }) },
    errors: [],
  }),
  inviteUser: defineRoute({
    method: 'POST',
    path: '/v1/users',
    summary: 'Invites a user: the user pool mails a temporary password',
    access: ADMIN,
    recordScope: 'all',
    body: z.strictObject({ email: emailAddress, name: line(100).min(1), role }),
    responses: { 201: user },
    errors: ['user-exists'],
  }),
  updateUser: defineRoute({
    method: 'PATCH',
    path: '/v1/users/{id}',
    summary: 'Renames a user, or takes a rep in or out of the round robin',
    access: ADMIN,
    recordScope: 'all',
    params: idParams,
    body: z.strictObject({ name: line(100).min(1).optional(), active: z.boolean().optional() }),
    ifMatch: 'optional',
    responses: { 200: user },
    errors: ['user-not-found', 'version-mismatch'],
  }),
};
