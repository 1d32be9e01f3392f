const initialsOf = (name: string): string => {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.charAt(0) ?? '');
  return letters.join('').toUpperCase() || '?';
};

/** One of six calm grounds, always the same for a name. */
const hueOf = (name: string): number => {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 6007;
  return sum % 6;
};

/** A person as initials on a coloured ground, with the name beside it. */
export const PersonBadge = ({ name, bare = false }: { readonly name: string; readonly bare?: boolean }) => (
  <span class="person" title={bare ? name : undefined}>
    <span class={`initials hue-${hueOf(name)}`} aria-hidden="true">
      {initialsOf(name)}
    </span>
    <span class={bare ? 'unseen' : 'person-name'}>{name}</span>
  </span>
);
