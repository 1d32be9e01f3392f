import type { Markup } from './embed-contract.ts';

/** Elements that have no content and no end tag (https://html.spec.whatwg.org/multipage/syntax.html#void-elements). */
const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input', 'link', 'meta']);

/** Elements whose text is taken as it stands, so that nothing can be escaped in it. */
const RAW: ReadonlySet<string> = new Set(['style', 'script']);

const NAME = /^[a-z][a-z0-9-]*$/;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

const rawText = (tag: string, children: readonly Markup[]): string => {
  const text = children.join('');
  if (text.includes('</')) throw new Error(`a ${tag} element cannot hold an end tag`);
  return text;
};

/** The HTML of a piece of a page; every text and every attribute in it is escaped. Errors: a name that is no tag or attribute. */
export const toHtml = (markup: Markup): string => {
  if (typeof markup === 'string') return escaped(markup);
  const [tag, attributes, ...children] = markup;
  for (const name of [tag, ...Object.keys(attributes)])
    if (!NAME.test(name)) throw new Error(`${name} is no name in HTML`);
  const written = Object.entries(attributes).map(([name, value]) =>
    value === '' ? ` ${name}` : ` ${name}="${escaped(value)}"`,
  );
  const start = `<${tag}${written.join('')}>`;
  if (VOID.has(tag)) return start;
  // A first newline in a textarea is dropped by the parser, so one is always there to be dropped.
  const content = RAW.has(tag) ? rawText(tag, children) : children.map(toHtml).join('');
  return `${start}${tag === 'textarea' ? '\n' : ''}${content}</${tag}>`;
};

/** A whole document with its title and style; the language is that of the fixed words. */
export const toDocument = (page: { title: string; style?: string; content: readonly Markup[] }): string =>
  `<!doctype html>${toHtml([
    'html',
    { lang: 'en' },
    [
      'head',
      {},
      ['meta', { charset: 'utf-8' }],
      ['meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }],
      ['title', {}, page.title],
      ['meta', { name: 'color-scheme', content: 'light dark' }],
      ...(page.style === undefined ? [] : [['style', {}, page.style] as const]),
    ],
    ['body', {}, ...page.content],
  ])}`;
