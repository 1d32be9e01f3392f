export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'good' | 'bad';
  readonly action?: { readonly label: string; readonly run: () => void };
}

const SHOWN_MS = 4000;
/** A toast with something to press, or with bad news, stays longer. */
const SHOWN_LONG_MS = 12_000;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<(toasts: readonly Toast[]) => void>();

const change = (next: readonly Toast[]) => {
  toasts = next;
  for (const listener of listeners) listener(toasts);
};

export const dismissToast = (id: number): void => change(toasts.filter((toast) => toast.id !== id));

/** Says something in the corner of the page for a while; an action, such as Undo, may come with it. */
export const showToast = (text: string, options: Partial<Pick<Toast, 'tone' | 'action'>> = {}): void => {
  const toast: Toast = { id: nextId++, text, tone: 'good', ...options };
  change([...toasts.slice(-2), toast]);
  const long = toast.action || toast.tone === 'bad';
  setTimeout(() => dismissToast(toast.id), long ? SHOWN_LONG_MS : SHOWN_MS);
};

/** Calls the listener at each change until the returned function is called. */
export const watchToasts = (listener: (toasts: readonly Toast[]) => void): (() => void) => {
  listeners.add(listener);
  listener(toasts);
  return () => {
    listeners.delete(listener);
  };
};
