import { Icon } from './icon.tsx';

interface ReachProps {
  readonly email: string | null;
  readonly phone: string | null;
}

/** How a person is reached: links that write and call. */
export const Reach = ({ email, phone }: ReachProps) => (
  <div class="reach">
    {email && (
      <a class="reach-link" href={`mailto:${encodeURIComponent(email).replace('%40', '@')}`}>
        <Icon name="email" size={16} />
        <span>{email}</span>
      </a>
    )}
    {phone && (
      <a class="reach-link" href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
        <Icon name="call" size={16} />
        <span>{phone}</span>
      </a>
    )}
    {!email && !phone && <span class="soft">No e-mail address and no phone number yet</span>}
  </div>
);
