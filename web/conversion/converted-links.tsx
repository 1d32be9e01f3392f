import { Icon } from '../look/icon.tsx';
import { pageOf } from '../records/record-ref.ts';
import type { ConvertedTo } from './conversion-queries.ts';

interface ConvertedLinksProps {
  readonly to: ConvertedTo;
  readonly onOpen?: () => void;
  /** Whether the first link takes the focus, because the button that led here is gone. */
  readonly takeFocus?: boolean;
}

/** The ways to what a conversion made. */
export const ConvertedLinks = ({ to, onOpen, takeFocus = false }: ConvertedLinksProps) => (
  <p class="converted-links">
    <a
      class="button primary"
      href={pageOf({ kind: 'accounts', id: to.accountId })}
      onClick={onOpen}
      ref={(link) => {
        if (takeFocus) link?.focus();
      }}
    >
      <Icon name="account" size={16} /> Account
    </a>
    <a class="button" href={pageOf({ kind: 'contacts', id: to.contactId })} onClick={onOpen}>
      <Icon name="contact" size={16} /> Contact
    </a>
    {to.opportunityId && (
      <a class="button" href={pageOf({ kind: 'opportunities', id: to.opportunityId })} onClick={onOpen}>
        <Icon name="opportunity" size={16} /> Opportunity
      </a>
    )}
  </p>
);
