/** The fields of a lead that say who the person is and where they work, in the order in which people read them. */
export const LEAD_FIELDS = [
  'email',
  'firstName',
  'lastName',
  'company',
  'title',
  'phone',
  'industry',
  'employees',
  'country',
] as const;
