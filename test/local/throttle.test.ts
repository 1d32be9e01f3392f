import { expect, test } from 'vitest';
import { createThrottle } from '../../local/gateway/throttle.ts';

test('a burst passes, then requests pass at the rate', () => {
  let now = 0;
  const pass = createThrottle({ rate: 2, burst: 3 }, () => now);
  const passed = () => [pass(), pass(), pass(), pass()].filter(Boolean).length;
  expect(passed()).toBe(3);
  now = 500;
  expect(passed()).toBe(1);
  now = 10_000;
  expect(passed()).toBe(3);
});

test('without settings everything passes', () => {
  const pass = createThrottle(undefined);
  expect(Array.from({ length: 100 }, pass)).not.toContain(false);
});
