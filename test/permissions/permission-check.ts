import type { EngineCall } from '../../local/engines/tap.ts';
import { permissionsOf } from './engine-call-permissions.ts';
import { covers as coversValue, type FunctionRole, type Permission } from './policy.ts';

/** A permission that no recorded call uses, and why it is there all the same. */
export interface Reserve {
  /** The construct's path of the function, or of what it is in; empty for all functions. */
  readonly within: string;
  readonly actions: readonly string[];
  readonly reason: string;
}

export interface Verdict {
  /** What the cloud would refuse: `<function> <action> <resource>`. */
  readonly denied: readonly string[];
  /** What is granted, not used, and not in reserve. */
  readonly unused: readonly string[];
  /** Reserves that cover nothing unused any more. */
  readonly stale: readonly string[];
}

const line = (name: string, { action, resource }: Permission): string => `${name} ${action} ${resource}`;

/** Holds recorded calls against the roles of the functions that made them. */
export const checkPermissions = (
  roles: readonly FunctionRole[],
  calls: Iterable<EngineCall>,
  reserves: readonly Reserve[],
): Verdict => {
  const denied = new Set<string>();
  const used = new Map<string, Permission & { readonly name: string }>();
  for (const call of calls) {
    const role = roles.find(({ functionId }) => functionId === call.functionId.split('/').at(-1));
    for (const permission of permissionsOf(call)) {
      const name = role?.name ?? call.functionId;
      const said = line(name, permission);
      used.set(said, { ...permission, name });
      if (!role?.allows(permission)) denied.add(said);
    }
  }
  // Keys of objects come and go, so a grant on all keys under a prefix is used by a call on any of them. Actions are held against each other as they
  // are written: a star among them would grant what nobody counted.
  const isUsed = (name: string, grant: Permission): boolean =>
    used.has(line(name, grant)) ||
    [...used.values()].some(
      (one) => one.name === name && one.action === grant.action && coversValue(grant.resource, one.resource),
    );
  const idle = roles.flatMap((role) =>
    role.grants.filter((grant) => !isUsed(role.name, grant)).map((grant) => ({ role, grant })),
  );
  const covers = ({ within, actions }: Reserve, { role, grant }: (typeof idle)[number]): boolean =>
    role.name.startsWith(within) && actions.includes(grant.action);
  return {
    denied: [...denied].sort(),
    unused: idle
      .filter((one) => !reserves.some((reserve) => covers(reserve, one)))
      .map(({ role, grant }) => line(role.name, grant))
      .sort(),
    stale: reserves
      .filter((reserve) => !idle.some((one) => covers(reserve, one)))
      .map(({ within, actions }) => `${within} ${actions.join(', ')}`),
  };
};
