import { describe, expect, it } from 'vitest';
import { answersOf, senderOf } from '../../../web/submissions/answers.ts';
import { doEach, outcomeInWords } from '../../../web/submissions/do-each.ts';
import { aWebForm } from './a-web-form.ts';

describe('what a submission said', () => {
  it('is told in the order and under the labels of the form, the rest under its own names', () => {
    const fields = { gone: 'x', size: '1 to 9', email: 'pat@example.org' };
    expect(answersOf({ fields }, aWebForm().fields)).toEqual([
      ['E-mail', 'pat@example.org'],
      ['Team size', '1 to 9'],
      ['gone', 'x'],
    ]);
    expect(answersOf({ fields })).toHaveLength(3);
  });

  it('is named after the address in it, or after its id', () => {
    expect(senderOf({ id: '7', fields: { a: 'no @ddress', work: 'pat@example.org' }, extra: {} })).toBe(
      'pat@example.org',
    );
    expect(senderOf({ id: '7', fields: {}, extra: {} })).toBe('Submission 7');
  });
});

describe('the same done with several submissions', () => {
  it('goes on after a refusal, and tells what became of each', async () => {
    const call = async (id: string) => {
      if (id === '2') throw new Error('refused');
    };
    const { done, refused } = await doEach(['1', '2', '3', '4', '5', '6'], call);
    expect(done.toSorted()).toEqual(['1', '3', '4', '5', '6']);
    expect(refused).toHaveLength(1);
  });

  it('keeps only a few calls under way', async () => {
    let running = 0;
    let most = 0;
    await doEach(
      Array.from({ length: 20 }, (_, number) => String(number)),
      async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
      },
    );
    expect(most).toBe(4);
  });

  it('is told in one sentence', () => {
    expect(outcomeInWords('release', 1, [])).toBe('One submission released to the intake.');
    expect(outcomeInWords('reject', 2, ['It is processed.'])).toBe(
      '2 submissions rejected. One submission left as before: It is processed.',
    );
  });
});
