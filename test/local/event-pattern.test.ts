import { expect, test } from 'vitest';
import { matchesPattern, readEventPattern } from '../../local/events/event-pattern.ts';

const matches = (pattern: unknown, event: unknown) => matchesPattern(readEventPattern(JSON.stringify(pattern)), event);

test('a pattern matches when each of its fields has one of the values', () => {
  const pattern = { dynamodb: { NewImage: { type: { S: ['lead', 'contact'] } } } };
  expect(matches(pattern, { dynamodb: { NewImage: { type: { S: 'lead' }, other: 1 } } })).toBe(true);
  expect(matches(pattern, { dynamodb: { NewImage: { type: { S: 'mark' } } } })).toBe(false);
  expect(matches(pattern, { dynamodb: { OldImage: { type: { S: 'lead' } } } })).toBe(false);
  expect(matches({ a: [1], b: ['x'] }, { a: 1, b: 'y' })).toBe(false);
});

test('prefixes and presence are tested', () => {
  expect(matches({ a: [{ prefix: 'T#' }] }, { a: 'T#1' })).toBe(true);
  expect(matches({ a: [{ prefix: 'T#' }] }, { a: 1 })).toBe(false);
  expect(matches({ a: [{ exists: false }] }, {})).toBe(true);
  expect(matches({ a: [{ exists: true }] }, {})).toBe(false);
});

test('a test that is not run here is an error', () => {
  expect(() => matches({ a: [{ 'anything-but': ['x'] }] }, {})).toThrow();
});
