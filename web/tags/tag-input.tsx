import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../look/icon.tsx';
import { addTags } from './tag-text.ts';

interface TagInputProps {
  readonly label: string;
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
}

/** Tags as chips with a line to type more into: Enter or a comma adds one, Backspace in the empty line takes the last one away. */
export const TagInput = ({ label, tags, onChange, hint, error }: TagInputProps) => {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typing, setTyping] = useState('');
  const add = (text: string) => {
    setTyping('');
    if (text.trim()) onChange(addTags(tags, text));
  };
  const remove = (tag: string) => {
    onChange(tags.filter((other) => other !== tag));
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && typing.trim()) {
      event.preventDefault();
      add(typing);
    }
    if (event.key === 'Backspace' && typing === '') onChange(tags.slice(0, -1));
  };
  const onInput = (text: string) => (text.includes(',') ? add(text) : setTyping(text));
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="tag-input">
        {tags.map((tag) => (
          <span key={tag} class="chip tag">
            {tag}
            <button type="button" aria-label={`Take the tag ${tag} away`} onClick={() => remove(tag)}>
              <Icon name="cross" size={12} />
            </button>
          </span>
        ))}
        <input
          ref={input}
          id={id}
          value={typing}
          autoComplete="off"
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-note`}
          placeholder={tags.length === 0 ? 'Type a word, then Enter' : ''}
          onInput={(event) => onInput(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => add(typing)}
        />
      </div>
      <p id={`${id}-note`} class={error ? 'field-error' : 'field-hint'}>
        {error ?? hint}
      </p>
    </div>
  );
};
