import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDocument, toHtml } from '../../../lib/forms/markup.ts';

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};
const unescaped = (html: string) => html.replace(/&(lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? '');

describe('markup', () => {
  it('writes elements, attributes and what is in them', () => {
    expect(toHtml(['p', { class: 'hint' }, 'One ', ['b', {}, 'two'], ['br', {}]])).toBe(
      '<p class="hint">One <b>two</b><br></p>',
    );
    expect(toHtml(['input', { type: 'text', required: '' }])).toBe('<input type="text" required>');
  });

  it('lets no text out of its place, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', 'a', ';', 'lt', '\n') }), (text) => {
        const html = toHtml(['p', { title: text || 'x' }, text]);
        const [, title = '', content = ''] = /^<p title="([^"<>']*)">([^<>"']*)<\/p>$/.exec(html) ?? [];
        expect([unescaped(title), unescaped(content)]).toEqual([text || 'x', text]);
      }),
    );
  });

  it('refuses names that are none, and an end tag where nothing can be escaped', () => {
    expect(() => toHtml(['p onclick=x', {}])).toThrow('no name');
    expect(() => toHtml(['p', { 'a b': 'c' }])).toThrow('no name');
    expect(() => toHtml(['style', {}, 'a{}</style><script>'])).toThrow('end tag');
    expect(toHtml(['style', {}, 'a>b{}'])).toBe('<style>a>b{}</style>');
  });

  it('keeps a first empty line of a textarea', () => {
    expect(toHtml(['textarea', { name: 'a' }, '\nb'])).toBe('<textarea name="a">\n\nb</textarea>');
  });

  it('makes whole documents with an escaped title', () => {
    const html = toDocument({ title: '<Forms>', style: 'p{}', content: [['p', {}, 'a']] });
    expect(html).toMatch(/^<!doctype html><html lang="en"><head><meta charset="utf-8">/);
    expect(html).toContain(
      '<title>&lt;Forms&gt;</title><meta name="color-scheme" content="light dark"><style>p{}</style></head><body><p>a</p></body></html>',
    );
  });
});
