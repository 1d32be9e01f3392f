import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { Bell } from '../inbox/bell.tsx';
import { KeyHelp } from '../keyboard/key-help.tsx';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { Icon } from '../look/icon.tsx';
import { Logo } from '../look/logo.tsx';
import { Toasts } from '../look/toasts.tsx';
import { useAbilities } from '../people/people-queries.ts';
import {
  type Destination,
  FOR_ADMINS,
  FOR_EVERYBODY,
  FOR_LIST_OWNERS,
  FOR_MANAGERS,
  FOR_MARKETING,
  FOR_SALES,
  isWithin,
  MAIN_DESTINATIONS,
} from './destinations.ts';
import { Pages } from './pages.tsx';
import { WhoAmI } from './who-am-i.tsx';

const Links = ({ to, path }: { readonly to: readonly Destination[]; readonly path: string }) => (
  <ul>
    {to.map((destination) => (
      <li key={destination.href}>
        <a href={destination.href} aria-current={isWithin(path, destination) ? 'page' : undefined}>
          <Icon name={destination.icon} size={20} />
          <span>{destination.label}</span>
        </a>
      </li>
    ))}
  </ul>
);

/** What stays around every page: the ways to the others, the bell, who is signed in, keys and toasts. */
export const Frame = () => {
  const { path, route } = useLocation();
  const { administer, bringLists, manage, market, sell } = useAbilities();
  const [helping, setHelping] = useState(false);
  const behind = [
    ...(sell ? FOR_SALES : []),
    ...(bringLists ? FOR_LIST_OWNERS : []),
    ...(market ? FOR_MARKETING : []),
    ...FOR_EVERYBODY,
    ...(manage ? FOR_MANAGERS : []),
    ...(administer ? FOR_ADMINS : []),
  ];
  useShortcuts([
    ...[...MAIN_DESTINATIONS, ...behind].map(({ keys, label, href }) => ({
      keys,
      label: `Go to ${label}`,
      run: () => route(href),
    })),
    { keys: 'g b', label: 'Go to the inbox', run: () => route('/inbox') },
    { keys: '?', label: 'Show the keys', run: () => setHelping(true) },
  ]);
  return (
    <div class="frame">
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <aside class="side">
        <div class="side-head">
          <a class="brand" href="/">
            <Logo size={28} />
            <span>Sluice</span>
          </a>
          <Bell path={path} />
        </div>
        <nav class="places" aria-label="Main">
          <Links to={MAIN_DESTINATIONS} path={path} />
          <Links to={behind} path={path} />
        </nav>
        <WhoAmI onKeys={() => setHelping(true)} />
      </aside>
      <main id="content" class="content">
        <Pages />
      </main>
      <Toasts />
      {helping && <KeyHelp onClose={() => setHelping(false)} />}
    </div>
  );
};
