/** The statuses of a lead (design: "Lead status"). */
export const LEAD_STATUSES = ['new', 'working', 'nurturing', 'qualified', 'converted', 'disqualified'] as const;
export type LeadStatus = (typeof LEAD_STATUSES)[number];

/** A closed lead changes no more, but for being reopened from `disqualified`. */
export const isOpen = (status: LeadStatus): boolean => status !== 'converted' && status !== 'disqualified';

/** From each status, where a lead may go next. A lead whose gate no longer passes falls back to working. */
const MOVES: Readonly<Record<LeadStatus, readonly LeadStatus[]>> = {
  new: ['working', 'disqualified'],
  working: ['nurturing', 'qualified', 'disqualified'],
  nurturing: ['working', 'disqualified'],
  qualified: ['working', 'converted', 'disqualified'],
  converted: [],
  disqualified: ['working'],
};

/** Whether the status machine allows the move. */
export const canMove = (from: LeadStatus, to: LeadStatus): boolean => MOVES[from].includes(to);
