import { useLayoutEffect, useRef } from 'preact/hooks';
import { matchKey, type Shortcut } from './shortcut.ts';

const PREFERENCE = 'sluice.single-keys';
const SEQUENCE_MS = 1200;

interface Group {
  shortcuts: readonly Shortcut[];
}

const groups: Group[] = [];
let pending = '';
let forget: ReturnType<typeof setTimeout> | undefined;

/** Whether single keys do something; a person who dictates switches them off (WCAG 2.2, 2.1.4). */
export const singleKeysOn = (): boolean => localStorage.getItem(PREFERENCE) !== 'off';

/** Remembers on this device whether single keys do something. */
export const setSingleKeys = (on: boolean): void => localStorage.setItem(PREFERENCE, on ? 'on' : 'off');

/** What the keys do on the page as it is now, outermost part first. */
export const activeShortcuts = (): readonly Shortcut[] => groups.flatMap((group) => group.shortcuts);

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)));

const listen = (event: KeyboardEvent) => {
  if (event.defaultPrevented || event.isComposing || isTyping(event.target) || !singleKeysOn()) return;
  // A dialog has the page to itself.
  if (document.querySelector('dialog[open]')) return;
  const match = matchKey(event, pending, activeShortcuts());
  pending = match.pending;
  clearTimeout(forget);
  if (pending) {
    forget = setTimeout(() => {
      pending = '';
    }, SEQUENCE_MS);
  }
  if (!match.shortcut) return;
  event.preventDefault();
  match.shortcut.run();
};

/** Binds keys while the component is shown. They do nothing while somebody types or a dialog is open. */
export const useShortcuts = (shortcuts: readonly Shortcut[]): void => {
  const group = useRef<Group>({ shortcuts });
  group.current.shortcuts = shortcuts;
  // Bound as soon as it is on the page: an effect after the paint would miss a fast key.
  useLayoutEffect(() => {
    const mine = group.current;
    if (groups.length === 0) document.addEventListener('keydown', listen);
    groups.push(mine);
    return () => {
      groups.splice(groups.indexOf(mine), 1);
      if (groups.length === 0) document.removeEventListener('keydown', listen);
    };
  }, []);
};
