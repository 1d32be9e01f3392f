/** One key, or two pressed one after the other (`g l`), and what it does. */
export interface Shortcut {
  readonly keys: string;
  readonly label: string;
  readonly run: () => void;
}

/** What a key press must tell; a `KeyboardEvent` does. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export interface KeyMatch<S> {
  readonly shortcut: S | undefined;
  /** The first key of a sequence that is under way, to be handed in with the next press. */
  readonly pending: string;
}

/**
 * Finds what a key press means. A sequence that breaks off is forgotten and its last key counts by itself; of two
 * shortcuts with the same keys the later one, which belongs to the inner part of the page, wins.
 */
export const matchKey = <S extends Pick<Shortcut, 'keys'>>(
  press: KeyPress,
  pending: string,
  shortcuts: readonly S[],
): KeyMatch<S> => {
  if (press.ctrlKey || press.metaKey || press.altKey) return { shortcut: undefined, pending: '' };
  const find = (keys: string) => shortcuts.findLast((shortcut) => shortcut.keys === keys);
  if (pending) {
    const whole = find(`${pending} ${press.key}`);
    if (whole) return { shortcut: whole, pending: '' };
  }
  const single = find(press.key);
  if (single) return { shortcut: single, pending: '' };
  const begins = shortcuts.some((shortcut) => shortcut.keys.startsWith(`${press.key} `));
  return { shortcut: undefined, pending: begins ? press.key : '' };
};

/** The place after a step through a list of `length`, held at both ends; -1 (nothing chosen yet) steps to an end. */
export const stepIndex = (current: number, step: 1 | -1, length: number): number => {
  if (length === 0) return -1;
  if (current < 0) return step === 1 ? 0 : length - 1;
  return Math.min(Math.max(current + step, 0), length - 1);
};
