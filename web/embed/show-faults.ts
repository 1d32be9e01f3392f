import { CONTROL_PREFIX, type EmbeddedField, FAULT_SUFFIX } from '../../lib/forms/embed-contract.ts';
import type { Fault } from './check-fields.ts';

const byId = (form: HTMLFormElement, id: string): Element | null => form.querySelector(`[id="${id}"]`);

/** What takes the focus and the mark of a field: its control, or the first tick of a group. */
const controlOf = (form: HTMLFormElement, key: string): HTMLElement | undefined => {
  const element = byId(form, CONTROL_PREFIX + key);
  const control = element instanceof HTMLFieldSetElement ? element.querySelector('input') : element;
  return control instanceof HTMLElement ? control : undefined;
};

const showFault = (form: HTMLFormElement, key: string, message: string | undefined): void => {
  const place = byId(form, CONTROL_PREFIX + key + FAULT_SUFFIX);
  if (place instanceof HTMLElement) {
    place.textContent = message ? message[0]?.toUpperCase() + message.slice(1) : '';
    place.hidden = !message;
  }
  const control = controlOf(form, key);
  if (message) control?.setAttribute('aria-invalid', 'true');
  else control?.removeAttribute('aria-invalid');
};

const lineOf = (form: HTMLFormElement, { path, message }: Fault, name: string | undefined): HTMLElement => {
  const item = document.createElement('li');
  const text = `${name ?? path}: ${message}`;
  const control = controlOf(form, path);
  if (!control) {
    item.append(text);
    return item;
  }
  const link = document.createElement('a');
  link.href = `#${control.id || CONTROL_PREFIX + path}`;
  link.append(text);
  // A fragment finds nothing inside a shadow root.
  link.addEventListener('click', (event) => {
    event.preventDefault();
    control.focus();
  });
  item.append(link);
  return item;
};

/** Shows what is wrong, at each field and in a summary that gets the focus; without faults, takes all of it away. */
export const showFaults = (form: HTMLFormElement, fields: readonly EmbeddedField[], faults: readonly Fault[]): void => {
  for (const { key } of fields) showFault(form, key, faults.find(({ path }) => path === key)?.message);
  const summary = form.querySelector('.summary');
  if (!(summary instanceof HTMLElement)) return;
  const nameOf = (path: string) => fields.find(({ key }) => key === path)?.name;
  summary.querySelector('ul')?.replaceChildren(...faults.map((fault) => lineOf(form, fault, nameOf(fault.path))));
  summary.hidden = faults.length === 0;
  if (faults.length > 0) summary.focus();
};
