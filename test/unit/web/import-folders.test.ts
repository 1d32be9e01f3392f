import { describe, expect, it } from 'vitest';
import { folderInWords, withFolder } from '../../../web/imports/folder-words.ts';
import { optionsDraftOf, optionsOf } from '../../../web/imports/mapping-draft.ts';

const aFolder = (folder: string, changes = {}) => ({
  folder,
  options: { ...optionsOf(optionsDraftOf(null)), ...changes },
  commit: false,
});

describe('an import folder', () => {
  it('is told in a line', () => {
    expect(folderInWords(aFolder('fair'), undefined)).toBe(
      'Create and update · matched by e-mail address · leads go by the rules',
    );
    const given = aFolder('fair', { assign: 'user', ownerId: 'ada', tags: ['fair', 'spring'], source: 'Fair 2026' });
    expect(folderInWords(given, 'Ada Okafor')).toMatch(/leads go to Ada Okafor · tagged fair, spring · Fair 2026$/);
  });

  it('is put in the place of the one that it replaces, or behind the others', () => {
    const folders = [aFolder('one'), aFolder('two')];
    expect(withFolder(folders, aFolder('uno'), 'one').map(({ folder }) => folder)).toEqual(['uno', 'two']);
    expect(withFolder(folders, aFolder('three'), undefined).map(({ folder }) => folder)).toEqual([
      'one',
      'two',
      'three',
    ]);
  });
});
