import { Ago } from '../wording/ago.tsx';
import type { Conversion } from './conversion-queries.ts';
import { ConvertedLinks } from './converted-links.tsx';

/** Tells on a converted lead's page what became of it. */
export const ConvertedBanner = ({ conversion }: { readonly conversion: Conversion }) => (
  <section class="card converted" aria-label="Conversion">
    <p>
      <strong>Converted</strong> by {conversion.by.name} <Ago at={conversion.at} />. The story goes on at the account.
    </p>
    <ConvertedLinks to={conversion} />
  </section>
);
