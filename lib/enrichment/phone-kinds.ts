/** What kind of line a number leads to, as far as its country's plan tells. */
export const PHONE_KINDS = ['mobile', 'landline', 'mobile-or-landline', 'other'] as const;
