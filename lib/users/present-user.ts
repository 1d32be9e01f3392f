import type * as z from 'zod';
import type { user as wireUser } from './user-contract.ts';
import type { User } from './user-entity.ts';

/** A user as the API shows them. */
export const presentUser = ({ id, name, email, role, active, version }: User): z.output<typeof wireUser> => ({
  id,
  name,
  email: email ?? null,
  role,
  active,
  version,
});
