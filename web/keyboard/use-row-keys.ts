import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { stepIndex } from './shortcut.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** The attribute of the element of a row that takes the focus, usually its link. */
const ROW = '[data-row]';

/**
 * Moves the focus through the rows of a list with j and k, and with the arrows once a row has the focus; Enter is the
 * link's own. `onEnd` is called when somebody steps down from the last row.
 */
export const useRowKeys = (list: RefObject<HTMLElement | null>, onEnd?: () => void): void => {
  const rows = () => Array.from(list.current?.querySelectorAll<HTMLElement>(ROW) ?? []);
  const move = (step: 1 | -1) => {
    const all = rows();
    const { activeElement } = document;
    const current = activeElement instanceof HTMLElement ? all.indexOf(activeElement) : -1;
    const next = stepIndex(current, step, all.length);
    if (step === 1 && current === all.length - 1) onEnd?.();
    all[next]?.focus();
    all[next]?.scrollIntoView({ block: 'nearest' });
  };
  useShortcuts([
    { keys: 'j', label: 'Next row', run: () => move(1) },
    { keys: 'k', label: 'Previous row', run: () => move(-1) },
  ]);
  useEffect(() => {
    const element = list.current;
    const arrows = (event: KeyboardEvent) => {
      const onRow = event.target instanceof HTMLElement && event.target.matches(ROW);
      if (!onRow || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    };
    element?.addEventListener('keydown', arrows);
    return () => element?.removeEventListener('keydown', arrows);
  });
};
