import type { Markup } from '../../lib/forms/embed-contract.ts';

/** Makes DOM nodes of what the server drew; node by node, which a page that demands Trusted Types allows as well. */
export const grow = (markup: Markup): Node => {
  if (typeof markup === 'string') return document.createTextNode(markup);
  const [tag, attributes, ...children] = markup;
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.map(grow));
  return element;
};
