import type { EmbeddedForm } from '../../lib/forms/embed-contract.ts';
import { checkFields } from './check-fields.ts';
import { readForm } from './read-form.ts';
import { newKey, type Outcome, send } from './send.ts';
import { showFaults } from './show-faults.ts';
import { openShowing } from './showing.ts';
import { readVisit } from './visit.ts';

const STILL_HERE = 'Everything that you typed is still here.';

/** What a visitor reads when a post did not get through. */
const WORDS: Readonly<Partial<Record<Outcome['kind'], string>>> = {
  unreached: `This could not be sent. Check your connection and press Send again. ${STILL_HERE}`,
  busy: `This could not be sent just now. Wait a minute and press Send again. ${STILL_HERE}`,
  closed: 'This form takes no more answers.',
};
const REFUSED = `This could not be sent. Try again later. ${STILL_HERE}`;

const fillHidden = (form: HTMLFormElement, { fields }: EmbeddedForm): void => {
  const query = new URLSearchParams(location.search);
  for (const { key, kind } of fields) {
    const input = kind === 'hidden' && form.querySelector(`[name="${key}"]`);
    if (input instanceof HTMLInputElement) input.value ||= query.get(key) ?? '';
  }
};

/** Makes a drawn form work: checks, posts, and says what became of it. `origin` is where the form comes from. */
export const takeOver = (root: ParentNode, shown: EmbeddedForm, origin: string): void => {
  const form = root.querySelector('form');
  const button = root.querySelector('button');
  const outcome = root.querySelector('.outcome');
  if (!form || !button || !(outcome instanceof HTMLElement)) return;
  const { id, fields, names, thankYou } = shown;
  const address = `${origin}/v1/forms/${id}`;
  const visit = readVisit(shown);
  const given = readForm(form)[names.fillTime];
  const showing = openShowing(`${address}/shown`, names, typeof given === 'string' ? given : undefined);
  let key = newKey();
  let isSending = false;

  const thank = (): void => {
    if (thankYou.redirect) {
      location.assign(thankYou.redirect);
      return;
    }
    form.remove();
    outcome.textContent = thankYou.text;
    outcome.focus();
  };

  const post = async (): Promise<Outcome> => {
    const filled = readForm(form);
    const faults = checkFields(fields, filled);
    if (faults.length > 0) return { kind: 'faults', faults };
    const whole = { ...filled, ...visit, ...(await showing.marks()) };
    const result = await send(`${address}/submissions`, key, whole);
    if (result.kind !== 'key-used') return result;
    // An earlier try got through unheard, and was changed since: this is another post.
    key = newKey();
    return send(`${address}/submissions`, key, whole);
  };

  const submit = async (): Promise<void> => {
    if (isSending) return;
    isSending = true;
    button.disabled = true;
    outcome.textContent = '';
    try {
      const result = await post();
      showFaults(form, fields, result.kind === 'faults' ? result.faults : []);
      if (result.kind === 'taken') thank();
      else if (result.kind !== 'faults') {
        outcome.textContent = WORDS[result.kind] ?? REFUSED;
        outcome.focus();
      }
    } finally {
      isSending = false;
      button.disabled = false;
    }
  };

  form.noValidate = true;
  fillHidden(form, shown);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  form.addEventListener('focusin', () => void showing.look().then(showing.begin));
  void showing.look();
};
