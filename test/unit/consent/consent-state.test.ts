import { describe, expect, it } from 'vitest';
import { type Standing, standingsOf } from '../../../lib/consent/consent-state.ts';

const entry = (state: Standing['state'], day: number, purpose = 'news'): Standing => ({
  purpose,
  state,
  at: `2026-03-0${day}T00:00:00.000Z`,
});

describe('how a purpose stands', () => {
  it('is pending as long as nobody confirmed, since the newest asking', () => {
    expect(standingsOf([entry('pending', 1), entry('pending', 2)])).toEqual([entry('pending', 2)]);
  });

  it('is confirmed from the click on, in whatever order the entries come', () => {
    const entries = [entry('pending', 1), entry('confirmed', 2)];
    expect(standingsOf(entries)).toEqual([entry('confirmed', 2)]);
    expect(standingsOf(entries.reverse())).toEqual([entry('confirmed', 2)]);
  });

  it('stays confirmed when the person is asked once more', () => {
    const entries = [entry('confirmed', 2), entry('pending', 3)];
    expect(standingsOf(entries)).toEqual([entry('confirmed', 2)]);
    expect(standingsOf(entries.reverse())).toEqual([entry('confirmed', 2)]);
  });

  it('is told for each purpose by itself, by name', () => {
    expect(standingsOf([entry('pending', 2), entry('given', 1, 'calls')])).toEqual([
      entry('given', 1, 'calls'),
      entry('pending', 2),
    ]);
  });
});
