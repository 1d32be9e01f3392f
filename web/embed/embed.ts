import type { EmbeddedForm } from '../../lib/forms/embed-contract.ts';
import { grow } from './grow.ts';
import { takeOver } from './take-over.ts';

/** The form that the server put in front of this script. */
declare const SLUICE_FORM: EmbeddedForm;

const script = document.currentScript ?? document.querySelector(`script[src*="/v1/forms/${SLUICE_FORM.id}/embed.js"]`);

/** A place for the form that no other script has taken. */
const findPlace = (): HTMLElement | null =>
  document.querySelector(`[data-sluice-form="${SLUICE_FORM.id}"]:not([data-sluice-shown])`);

const makePlace = (): HTMLElement => {
  const place = document.createElement('div');
  script?.after(place);
  return place;
};

const draw = (place: HTMLElement): ParentNode => {
  const root = place.attachShadow({ mode: 'open' });
  // A constructed style sheet is no inline style to a content security policy.
  const style = new CSSStyleSheet();
  style.replaceSync(SLUICE_FORM.style);
  root.adoptedStyleSheets = [style];
  root.append(grow(SLUICE_FORM.drawing));
  return root;
};

const show = (): void => {
  if (!(script instanceof HTMLScriptElement)) return;
  const place = findPlace() ?? makePlace();
  place.dataset['sluiceShown'] = '';
  takeOver(place.querySelector('.sluice') ?? draw(place), SLUICE_FORM, new URL(script.src).origin);
};

// An async script may run before the place behind it was read.
if (document.readyState === 'loading' && !findPlace()) document.addEventListener('DOMContentLoaded', show);
else show();
