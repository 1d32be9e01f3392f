import type { LeadStatus } from '../../lib/leads/lead-status.ts';
import type { Role } from '../../lib/users/role.ts';

export const LEAD_STATUS_LABELS: Readonly<Record<LeadStatus, string>> = {
  new: 'New',
  working: 'Working',
  nurturing: 'Nurturing',
  qualified: 'Qualified',
  converted: 'Converted',
  disqualified: 'Disqualified',
};

export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  admin: 'Admin',
  manager: 'Manager',
  marketing: 'Marketing',
  rep: 'Rep',
};

export const ACTIVITY_LABELS = {
  call: 'Call',
  email: 'E-mail',
  meeting: 'Meeting',
  note: 'Note',
} as const;

/** A code such as `lead-converted` as words: `Lead converted`. */
export const codeAsWords = (code: string): string => {
  const words = code.replace(/[-_.]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
