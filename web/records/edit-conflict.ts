/** A record's fields as texts, the way a form holds them; an empty text is no value. */
export type FieldTexts = Readonly<Record<string, string>>;

/** The fields that the person changed: what was typed differs from what the form began with. */
export const changedFields = (began: FieldTexts, typed: FieldTexts): readonly string[] =>
  Object.keys(began).filter((name) => (typed[name] ?? '') !== began[name]);

export interface FieldConflict {
  readonly name: string;
  /** What it is now, by somebody else's hand. */
  readonly now: string;
}

/** The fields that both this person and somebody else changed, differently, since the form began. */
export const conflictsOf = (began: FieldTexts, fresh: FieldTexts, typed: FieldTexts): readonly FieldConflict[] =>
  changedFields(began, typed).flatMap((name) => {
    const now = fresh[name] ?? '';
    return now !== began[name] && now !== (typed[name] ?? '') ? [{ name, now }] : [];
  });
