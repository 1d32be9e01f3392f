import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { TagInput } from './tag-input.tsx';
import { tagsAsText, tagsInText } from './tag-text.ts';

interface TagsFieldProps {
  readonly name: string;
  /** The tags to begin with, one a line. */
  readonly began: string;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
}

/** Tags as a field of a form, which reads them as one text. */
export const TagsField = ({ name, began, hint, error }: TagsFieldProps) => {
  const [tags, setTags] = useState<readonly string[]>(() => tagsInText(began));
  return (
    <>
      <TagInput label="Tags" tags={tags} onChange={setTags} hint={hint} error={error} />
      <input type="hidden" name={name} value={tagsAsText(tags)} />
    </>
  );
};
