import { describe, expect, it } from 'vitest';
import { readStreamRecord } from '../../../lib/table/stream-record.ts';

describe('a record of the stream', () => {
  it('gives both images as items', () => {
    const record = {
      eventName: 'MODIFY',
      dynamodb: {
        Keys: { pk: { S: 'A' } },
        OldImage: { pk: { S: 'A' }, count: { N: '1.5' } },
        NewImage: {
          pk: { S: 'A' },
          yes: { BOOL: true },
          none: { NULL: true },
          list: { L: [{ S: 'x' }, { N: '2' }] },
          map: { M: { deep: { M: { n: { N: '3' } } } } },
        },
      },
    };
    expect(readStreamRecord(record)).toEqual({
      before: { pk: 'A', count: 1.5 },
      after: { pk: 'A', yes: true, none: null, list: ['x', 2], map: { deep: { n: 3 } } },
    });
  });

  it('gives one image of what came or went', () => {
    expect(readStreamRecord({ dynamodb: { NewImage: { a: { S: 'b' } } } })).toEqual({
      before: undefined,
      after: { a: 'b' },
    });
    expect(readStreamRecord({ dynamodb: { OldImage: {} } })).toEqual({ before: {}, after: undefined });
  });

  it('refuses another shape', () => {
    expect(() => readStreamRecord({ Sns: {} })).toThrow();
  });
});
