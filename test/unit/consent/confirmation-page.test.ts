import { describe, expect, it } from 'vitest';
import { confirmationPage } from '../../../lib/consent/confirmation-page.ts';

const about = { formName: 'Guide <b>', wordings: ['Send me <news>.'] };

describe('the page behind a confirmation link', () => {
  it('names what is confirmed and offers one button, which posts to the page itself', () => {
    const page = confirmationPage({ state: 'open', ...about });
    expect(page).toContain('Send me &lt;news&gt;.');
    expect(page).toContain('Guide &lt;b&gt;');
    expect(page).toContain('<form class="sluice" method="post"><button type="submit">');
    expect(page).not.toContain('action=');
  });

  it('says thank you and asks for nothing more once it is confirmed', () => {
    const page = confirmationPage({ state: 'confirmed', ...about });
    expect(page).toContain('Thank you');
    expect(page).toContain('Send me &lt;news&gt;.');
    expect(page).not.toContain('<button');
  });

  it('offers another try while the intake is still at it', () => {
    const page = confirmationPage({ state: 'not-yet', ...about });
    expect(page).toContain('in a minute');
    expect(page).toContain('<button');
  });

  it.each([
    ['expired', 'has expired', 'fill in the form once more'],
    ['unknown', 'does not work', 'open it from the mail'],
  ] as const)(
    'says of a link that is %s that it is so, that nothing was confirmed, and what to do',
    (state, ...said) => {
      const page = confirmationPage({ state });
      for (const words of [...said, 'Nothing was confirmed']) expect(page).toContain(words);
      expect(page).not.toContain('<button');
    },
  );
});
