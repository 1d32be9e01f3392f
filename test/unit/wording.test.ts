import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source-files.ts';

const FILES = sourceFiles('lib', 'functions', 'infra', 'local', 'web', 'demo');

/** Lines from which on a file is two rooms. */
const MOST_LINES = 300;

/** Marks of work that is left undone, put together here so that this file has none. */
const UNDONE = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X'.repeat(3), 'HA' + 'CK'].join('|')})\\b`);

describe('the source', () => {
  it('leaves nothing to be done later', () => {
    expect(FILES.filter(({ text }) => UNDONE.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('is in small rooms', () => {
    const large = FILES.filter(({ text }) => text.split('\n').length > MOST_LINES);
    expect(large.map(({ path }) => path)).toEqual([]);
  });

  it('names no machine and no registry', () => {
    const places = /\/(?:home|root|work|Users)\/\w|registry\.npmjs/;
    expect(FILES.filter(({ text }) => places.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
