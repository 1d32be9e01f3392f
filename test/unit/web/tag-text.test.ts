import { describe, expect, it } from 'vitest';
import { addTags, tagsAsText, tagsInText } from '../../../web/tags/tag-text.ts';

describe('tags', () => {
  it('are added in lower case, parted by commas, each once', () => {
    expect(addTags(['spring'], ' Trade  Fair, spring,,')).toEqual(['spring', 'trade fair']);
  });

  it('are held within what the API takes', () => {
    expect(addTags([], 'x'.repeat(60))[0]).toHaveLength(40);
    const many = Array.from({ length: 60 }, (_, number) => `tag ${number}`).join(',');
    expect(addTags([], many)).toHaveLength(50);
  });

  it('come back from a form as they went in, with a comma too', () => {
    const tags = ['spring', 'berlin, messe'];
    expect(tagsInText(tagsAsText(tags))).toEqual(tags);
    expect(tagsInText('')).toEqual([]);
  });
});
