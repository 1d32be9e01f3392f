/** The texts typed into a form, trimmed, by the name of the field. */
export const readForm = (form: HTMLFormElement): ReadonlyMap<string, string> => {
  const texts = new Map<string, string>();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') texts.set(name, value.trim());
  }
  return texts;
};

/** What was typed, or undefined for an empty field. */
export const typed = (texts: ReadonlyMap<string, string>, name: string): string | undefined =>
  texts.get(name) || undefined;
