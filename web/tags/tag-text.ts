/** Characters of a tag, and tags of a record, at most. */
const LONGEST = 40;
const MOST = 50;

/** Tags as the text that a form holds: one a line, since a tag may contain a comma. */
export const tagsAsText = (tags: readonly string[]): string => tags.join('\n');

/** The tags in a form's text. */
export const tagsInText = (text: string): string[] => text.split(/\r?\n/).flatMap((tag) => (tag ? [tag] : []));

/** Tags with what was typed added to them: commas part it, capitals do not matter, and a tag is there once. */
export const addTags = (tags: readonly string[], typed: string): readonly string[] => {
  const fresh = typed.split(',').flatMap((tag) => {
    const word = tag.trim().replace(/\s+/g, ' ').toLowerCase().slice(0, LONGEST);
    return word ? [word] : [];
  });
  return [...new Set([...tags, ...fresh])].slice(0, MOST);
};
