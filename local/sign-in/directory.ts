import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Person } from './person.ts';
import type { PoolDefinition } from './pool.ts';
import type { SignInStore } from './store.ts';

/** Password of everybody who was made through the user pool's API or by the template: no mail leaves this machine. */
export const LOCAL_PASSWORD = 'Local-pass-1';

const userSchema = z.object({
  sub: z.string(),
  /** Cognito's username: the sub where e-mail addresses are used to sign in. */
  username: z.string(),
  /** What a person of the options types; the same as the username for others. */
  alias: z.string(),
  password: z.string(),
  attributes: z.record(z.string(), z.string()),
  groups: z.array(z.string()),
  enabled: z.boolean(),
  status: z.enum(['CONFIRMED', 'FORCE_CHANGE_PASSWORD']),
  /** Seconds since 1970. */
  createdAt: z.number(),
  updatedAt: z.number(),
});

export type User = z.infer<typeof userSchema>;

/** The name to greet somebody by: their full name, its parts, or their address. */
export function displayName(user: User): string {
  const { name, given_name, family_name, email } = user.attributes;
  return name || [given_name, family_name].filter(Boolean).join(' ') || email || user.alias;
}

/** Who can sign in: people of the options, users of the template, and whoever was made through the API (kept in the data folder). */
export class Directory {
  readonly pool: PoolDefinition;
  readonly #store: SignInStore;
  readonly #users = new Map<string, User>();

  constructor(pool: PoolDefinition, people: Person[], store: SignInStore) {
    this.pool = pool;
    this.#store = store;
    for (const kept of store.all('user')) this.#add(userSchema.parse(kept));
    for (const person of people) this.#addPerson(person);
    for (const declared of pool.users) {
      if (this.find(declared.username) === undefined) this.#addDeclared(declared);
    }
  }

  all(): User[] {
    return [...this.#users.values()];
  }

  bySub(sub: string): User | undefined {
    return this.#users.get(sub);
  }

  /** By username, sub, alias or e-mail address; letter case matters in none, as in a pool with case-insensitive usernames. */
  find(name: string): User | undefined {
    const wanted = name.trim().toLowerCase();
    return this.all().find((user) =>
      [user.username, user.sub, user.alias, user.attributes.email].some((known) => known?.toLowerCase() === wanted),
    );
  }

  create(user: { username: string; attributes: Record<string, string>; password?: string; sub?: string }): User {
    const sub = user.sub ?? randomUUID();
    const username = this.pool.emailSignIn ? sub : user.username;
    const seconds = Math.floor(Date.now() / 1000);
    const made: User = {
      sub,
      username,
      alias: username,
      password: user.password ?? LOCAL_PASSWORD,
      attributes: this.pool.emailSignIn
        ? { ...user.attributes, email: user.username.trim().toLowerCase() }
        : user.attributes,
      groups: [],
      enabled: true,
      status: 'FORCE_CHANGE_PASSWORD',
      createdAt: seconds,
      updatedAt: seconds,
    };
    return this.#keep(made);
  }

  change(user: User, changes: Partial<Pick<User, 'groups' | 'enabled' | 'status'>>): User {
    return this.#keep({ ...user, ...changes, updatedAt: Math.floor(Date.now() / 1000) });
  }

  #keep(user: User): User {
    this.#store.put('user', user.sub, user);
    this.#add(user);
    return user;
  }

  #add(user: User): void {
    this.#users.set(user.sub, user);
  }

  #addPerson(person: Person): void {
    const kept = this.#users.get(person.sub);
    const seconds = Math.floor(Date.now() / 1000);
    this.#add({
      sub: person.sub,
      username: this.pool.emailSignIn ? person.sub : person.username,
      alias: person.username,
      password: person.password,
      attributes: { email: person.email, email_verified: 'true', name: person.name },
      // What was changed through the API holds; the rest comes from the options at each start.
      groups: kept?.groups ?? person.groups,
      enabled: kept?.enabled ?? true,
      status: 'CONFIRMED',
      createdAt: kept?.createdAt ?? seconds,
      updatedAt: kept?.updatedAt ?? seconds,
    });
  }

  #addDeclared(declared: PoolDefinition['users'][number]): void {
    const made = this.create({ ...declared, sub: stableSub(this.pool.id, declared.username) });
    this.change(made, { groups: declared.groups });
  }
}

// The same user of the same template keeps its sub in a new data folder, so that bookmarks and scripts hold.
function stableSub(poolId: string, username: string): string {
  const hex = createHash('sha256').update(`${poolId} ${username}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
