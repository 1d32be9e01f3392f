import { describe, expect, it } from 'vitest';
import { retryOnContention } from '../../../lib/table/retry.ts';
import { ConditionFailed, Contention } from '../../../lib/table/write-errors.ts';

/** A step that fails so many times before it succeeds, and how often it was tried. */
const failing = (error: Error, times: number) => {
  const tried = { times: 0 };
  const step = async (): Promise<string> => {
    tried.times += 1;
    if (tried.times <= times) throw error;
    return 'done';
  };
  return { tried, step };
};

describe('a write that meets another one', () => {
  for (const error of [new Contention(undefined), new ConditionFailed('lead', undefined)]) {
    it(`is tried again after ${error.name}`, async () => {
      const { tried, step } = failing(error, 2);
      await expect(retryOnContention(step)).resolves.toBe('done');
      expect(tried.times).toBe(3);
    });

    it(`is given up after six attempts that end in ${error.name}, with that error`, async () => {
      const { tried, step } = failing(error, 100);
      await expect(retryOnContention(step)).rejects.toBe(error);
      expect(tried.times).toBe(6);
    });
  }

  it('is tried as often as a worker asks', async () => {
    const error = new Contention(undefined);
    const { tried, step } = failing(error, 100);
    await expect(retryOnContention(step, 2)).rejects.toBe(error);
    expect(tried.times).toBe(2);
  });

  it('is not repeated when anything else goes wrong', async () => {
    const error = new Error('no such table');
    const { tried, step } = failing(error, 100);
    await expect(retryOnContention(step)).rejects.toBe(error);
    expect(tried.times).toBe(1);
  });
});
