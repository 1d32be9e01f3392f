/** The texts typed into a form, trimmed, by the name of the field; several ticked under one name are parted by semicolons. */
export const readForm = (form: HTMLFormElement): ReadonlyMap<string, string> => {
  const texts = new Map<string, string>();
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string') continue;
    const before = texts.get(name);
    texts.set(name, before === undefined ? value.trim() : `${before}; ${value.trim()}`);
  }
  return texts;
};

/** What was typed, or undefined for an empty field. */
export const typed = (texts: ReadonlyMap<string, string>, name: string): string | undefined =>
  texts.get(name) || undefined;
