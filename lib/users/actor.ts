import * as z from 'zod';
import type { Role } from './role.ts';

/** Somebody signed in. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
  /** The name by which the user pool knows them. */
  readonly username: string;
}

/** Who did something, as records keep it: the id, and the name at that time. */
export const actorRefSchema = z.object({ id: z.string(), name: z.string() });
export type ActorRef = z.output<typeof actorRefSchema>;
