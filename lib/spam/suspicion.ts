/** Why a post is a suspect; it is quarantined for review, never dropped, and its sender cannot tell. */
export const SUSPICIONS = [
  'honeypot',
  'too-fast',
  'forged-token',
  'stale-token',
  'no-token',
  'no-proof',
  'form-limit',
  'address-limit',
] as const;
export type Suspicion = (typeof SUSPICIONS)[number];
