import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

let pagesShown = 0;

/**
 * The heading of a page. It names the browser's tab, and takes the focus when somebody comes from another page, so that a
 * keyboard or a screen reader starts at the new page's top.
 */
export const PageTitle = ({ name, children }: { readonly name: string; readonly children?: ComponentChildren }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${name} · Sluice`;
  }, [name]);
  useEffect(() => {
    pagesShown += 1;
    if (pagesShown > 1) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? name}
    </h1>
  );
};
