/** The mark of Sluice: two waves over a grain of gold. */
export const Logo = ({ size }: { readonly size: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" class="logo">
    <rect width="32" height="32" rx="8" class="logo-ground" />
    <path d="M6 12c3.3-2.6 6.7-2.6 10 0s6.7 2.6 10 0M6 18.5c3.3-2.6 6.7-2.6 10 0s6.7 2.6 10 0" class="logo-water" />
    <circle cx="16" cy="24.6" r="2.7" class="logo-gold" />
  </svg>
);
