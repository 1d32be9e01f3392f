import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

interface EmptyProps {
  readonly icon: IconName;
  readonly title: string;
  /** What to do about it. */
  readonly children: ComponentChildren;
}

/** What a list shows when there is nothing in it. */
export const Empty = ({ icon, title, children }: EmptyProps) => (
  <div class="empty">
    <span class="empty-icon">
      <Icon name={icon} size={26} />
    </span>
    <p class="empty-title">{title}</p>
    <div class="soft">{children}</div>
  </div>
);
