/** The roles, most powerful first; each is a group of the user pool. */
export const ROLES = ['admin', 'manager', 'marketing', 'rep'] as const;
export type Role = (typeof ROLES)[number];

const isRole = (group: string): group is Role => ROLES.some((role) => role === group);

/** The most powerful role among somebody's groups, or `undefined` when none of them is a role. */
export const roleOf = (groups: readonly string[]): Role | undefined => {
  const held = groups.filter(isRole);
  return ROLES.find((role) => held.includes(role));
};

/** Everybody who signs in. */
export const EVERYONE = ['admin', 'manager', 'marketing', 'rep'] as const;
/** Those who work leads and deals. */
export const SALES = ['admin', 'manager', 'rep'] as const;
/** Those who set how leads are scored and who gets them. */
export const MANAGERS = ['admin', 'manager'] as const;
/** Those who bring lists of leads. */
export const LIST_OWNERS = ['admin', 'manager', 'marketing'] as const;
/** Those who look at forms: scoring rules name them. */
export const FORM_READERS = ['admin', 'manager', 'marketing'] as const;
/** Those who own forms and submissions. */
export const MARKETING = ['admin', 'marketing'] as const;
/** Those who manage people and settings. */
export const ADMIN = ['admin'] as const;
