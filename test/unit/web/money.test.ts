import { describe, expect, it } from 'vitest';
import { formatMoney, parseAmount, plainAmount } from '../../../web/wording/money.ts';

describe('an amount as typed', () => {
  it.each([
    ['12500', 1_250_000],
    ['12,500', 1_250_000],
    ['12.500', 1_250_000],
    ['12 500', 1_250_000],
    ['12,500.50', 1_250_050],
    ['12.500,50', 1_250_050],
    ["12'500.5", 1_250_050],
    ['0.5', 50],
    ['1,234,567.89', 123_456_789],
  ])('%s is read as minor units, whichever mark is the decimal one', (typed, minor) => {
    expect(parseAmount(typed, 'EUR')).toBe(minor);
  });

  it('has as many decimals as its currency', () => {
    expect(parseAmount('1500', 'JPY')).toBe(1500);
    expect(parseAmount('15.5', 'JPY')).toBeUndefined();
  });

  it.each(['', 'abc', '-5', '12,34,56', '1.2.3', '1e9', '12.3456', '99999999999999999'])(
    '“%s” is no amount',
    (typed) => {
      expect(parseAmount(typed, 'EUR')).toBeUndefined();
    },
  );

  it('comes back as it was typed', () => {
    for (const minor of [0, 5, 100, 1_250_050]) {
      expect(parseAmount(plainAmount({ minor, currency: 'EUR' }), 'EUR')).toBe(minor);
    }
  });
});

describe('an amount as shown', () => {
  it('has cents only where there are any', () => {
    expect(formatMoney({ minor: 1_250_000, currency: 'EUR' })).toMatch(/^€12.500$/);
    expect(formatMoney({ minor: 1_250_050, currency: 'EUR' })).toMatch(/^€12.500.50$/);
  });
});
