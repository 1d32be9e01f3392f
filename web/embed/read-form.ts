/** A filled-in form by the names of its fields: text, or a list where a name comes more than once; what is empty is left out. */
export type Filled = Record<string, string | string[]>;

/** Reads what was filled in. */
export const readForm = (form: HTMLFormElement): Filled => {
  const filled: Filled = {};
  const data = new FormData(form);
  for (const name of new Set(data.keys())) {
    const [first, ...rest] = data.getAll(name).filter((value) => typeof value === 'string' && value.trim() !== '');
    if (first !== undefined) filled[name] = rest.length > 0 ? [first, ...rest].map(String) : String(first);
  }
  return filled;
};
