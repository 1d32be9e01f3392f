import { describe, expect, it } from 'vitest';
import { matchKey, stepIndex } from '../../../web/keyboard/shortcut.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', true>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

const shortcuts = [{ keys: 'c' }, { keys: 'g l' }, { keys: 'g a' }, { keys: '?' }];

describe('a key press', () => {
  it('runs the shortcut of its key', () => {
    expect(matchKey(press('c'), '', shortcuts).shortcut).toEqual({ keys: 'c' });
    expect(matchKey(press('?'), '', shortcuts).shortcut).toEqual({ keys: '?' });
  });

  it('means nothing when no shortcut has the key', () => {
    expect(matchKey(press('x'), '', shortcuts)).toEqual({ shortcut: undefined, pending: '' });
  });

  it('is left to the browser when Ctrl, Cmd or Alt is held', () => {
    expect(matchKey(press('c', { ctrlKey: true }), '', shortcuts).shortcut).toBeUndefined();
    expect(matchKey(press('c', { metaKey: true }), '', shortcuts).shortcut).toBeUndefined();
    expect(matchKey(press('c', { altKey: true }), '', shortcuts).shortcut).toBeUndefined();
  });

  it('begins a sequence and the next one ends it', () => {
    const first = matchKey(press('g'), '', shortcuts);
    expect(first).toEqual({ shortcut: undefined, pending: 'g' });
    expect(matchKey(press('a'), first.pending, shortcuts)).toEqual({ shortcut: { keys: 'g a' }, pending: '' });
  });

  it('counts by itself when it does not continue the sequence', () => {
    expect(matchKey(press('c'), 'g', shortcuts)).toEqual({ shortcut: { keys: 'c' }, pending: '' });
  });

  it('means the inner part of the page where two parts have the same key', () => {
    const outer = { keys: 'n', part: 'frame' };
    const inner = { keys: 'n', part: 'page' };
    expect(matchKey(press('n'), '', [outer, inner]).shortcut).toBe(inner);
  });
});

describe('a step through a list', () => {
  it('stays within the list', () => {
    expect(stepIndex(0, 1, 3)).toBe(1);
    expect(stepIndex(2, 1, 3)).toBe(2);
    expect(stepIndex(0, -1, 3)).toBe(0);
  });

  it('starts at an end when nothing is chosen, and nowhere in an empty list', () => {
    expect(stepIndex(-1, 1, 3)).toBe(0);
    expect(stepIndex(-1, -1, 3)).toBe(2);
    expect(stepIndex(-1, 1, 0)).toBe(-1);
  });
});
