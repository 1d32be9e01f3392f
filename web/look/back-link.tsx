import { useLocation } from 'preact-iso/router';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { Icon } from './icon.tsx';

/** The way up from a record to its list; `u` does the same. */
export const BackLink = ({ href, label }: { readonly href: string; readonly label: string }) => {
  const { route } = useLocation();
  useShortcuts([{ keys: 'u', label: `Up to ${label}`, run: () => route(href) }]);
  return (
    <a class="back" href={href} aria-keyshortcuts="u">
      <Icon name="back" size={16} /> {label}
    </a>
  );
};
