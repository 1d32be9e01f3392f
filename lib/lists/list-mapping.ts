/** The fields of a lead that a column may feed, beside the custom ones (`custom.<key>`). */
export const TARGETS = [
  'email',
  'firstName',
  'lastName',
  'fullName',
  'company',
  'title',
  'phone',
  'industry',
  'employees',
  'country',
  'externalId',
  'owner',
  'tags',
] as const;
export type Target = (typeof TARGETS)[number];

/** In which order a date such as 3/4/2026 names day, month and year. */
export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** What stands before the fraction of a number. */
export const DECIMALS = [',', '.'] as const;
export type Decimal = (typeof DECIMALS)[number];

/** What becomes of a column: the field that it feeds, null for none, and how its dates and numbers are written. */
export interface ColumnMapping {
  readonly feeds: string | null;
  readonly dateOrder?: DateOrder | undefined;
  readonly decimal?: Decimal | undefined;
}

const CUSTOM = 'custom.';

/** The target that feeds a custom field. */
export const customTarget = (key: string): string => `${CUSTOM}${key}`;

/** The key of the custom field that a target feeds; `undefined` when it feeds none. */
export const customKeyOf = (feeds: string): string | undefined =>
  feeds.startsWith(CUSTOM) ? feeds.slice(CUSTOM.length) : undefined;

/** Whether a target is one of a lead's own fields. */
export const isTarget = (feeds: string): feeds is Target => TARGETS.some((target) => target === feeds);
