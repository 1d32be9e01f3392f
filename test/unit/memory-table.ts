import { isDeepStrictEqual } from 'node:util';
import type { Item, Key } from '../../lib/table/item.ts';
import type { Expression, QueryOptions, Table, Write } from '../../lib/table/table.ts';
import { TABLE_SCHEMA } from '../../lib/table/table-schema.ts';
import { ConditionFailed } from '../../lib/table/write-errors.ts';

/** A table in memory, with what it holds laid open. */
export interface MemoryTable extends Table {
  all(): Item[];
  ofType(type: string): Item[];
}

/** DynamoDB sorts strings by their UTF-8 bytes. */
const inOrder = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const placeOf = ({ pk, sk }: Key): string => JSON.stringify([pk, sk]);

const TERM = /^(?:(attribute_not_exists)\((\S+)\)|(\S+) (=|<>|<=|<) (:\S+))$/;

const holds = ({ text, names = {}, values = {} }: Expression, item: Item | undefined): boolean => {
  const attribute = (name = ''): unknown => item?.[names[name] ?? name];
  const term = (part: string): boolean => {
    const [, absent, absentName, name, comparator, value = ''] = TERM.exec(part) ?? [];
    if (absent) return attribute(absentName) === undefined;
    const [left, right] = [attribute(name), values[value]];
    if (comparator === '=') return isDeepStrictEqual(left, right);
    if (comparator === '<>') return !isDeepStrictEqual(left, right);
    if (typeof left !== 'number' || typeof right !== 'number') return false;
    if (comparator === '<=') return left <= right;
    if (comparator === '<') return left < right;
    throw new Error(`a condition that this table does not know: ${part}`);
  };
  return text.split(' OR ').some((side) => side.split(' AND ').every(term));
};

const CLAUSES = /\b(SET|REMOVE|ADD) (.+?)(?= (?:REMOVE|ADD) |$)/g;

const changed = (item: Item, { text, names = {}, values = {} }: Expression): Item => {
  const next: Record<string, unknown> = { ...item };
  const nameOf = (name: string): string => names[name] ?? name;
  for (const [, verb, rest = ''] of text.matchAll(CLAUSES)) {
    if (verb === 'REMOVE') delete next[nameOf(rest)];
    if (verb === 'ADD') {
      const [name = '', value = ''] = rest.split(' ');
      next[nameOf(name)] = Number(next[nameOf(name)] ?? 0) + Number(values[value]);
    }
    if (verb === 'SET') {
      for (const [, name = '', value = ''] of rest.matchAll(/(\S+) = if_not_exists\(\S+, (:\w+)\)/g)) {
        next[nameOf(name)] ??= values[value];
      }
      for (const [, name = '', value = ''] of rest.matchAll(/(\S+) = (:\w+)/g)) next[nameOf(name)] = values[value];
    }
  }
  return next;
};

const within = (sort: string, { beginsWith, after, before }: QueryOptions): boolean => {
  if (after !== undefined && before !== undefined && inOrder(`${after}\u0001`, before) > 0) {
    throw new Error('ValidationException: BETWEEN needs an upper bound that is not below the lower one');
  }
  if (after !== undefined || before !== undefined) {
    return (after === undefined || inOrder(sort, after) > 0) && (before === undefined || inOrder(sort, before) < 0);
  }
  return beginsWith === undefined || sort.startsWith(beginsWith);
};

const keyOf = (write: Write): Key => {
  if ('put' in write) return write.put;
  if ('update' in write) return write.update;
  return 'remove' in write ? write.remove : write.check;
};

/**
 * The table as DynamoDB would answer, as far as the CRM uses it: conditions, transactions of at most 100 writes on different items
 * (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html), order by UTF-8 bytes, and a page
 * that says `more` whenever its limit was reached.
 */
export const memoryTable = (...records: readonly (Item & Key)[]): MemoryTable => {
  const items = new Map<string, Item>();
  const store = (item: Item & Key): void => {
    const kept: Item = JSON.parse(JSON.stringify(item));
    items.set(placeOf(item), kept);
  };
  const require = (label: string, key: Key, condition: Expression | undefined): void => {
    if (condition && !holds(condition, items.get(placeOf(key)))) throw new ConditionFailed(label, undefined);
  };
  const apply = (write: Write): void => {
    if ('put' in write) store(write.put);
    if ('remove' in write) items.delete(placeOf(write.remove));
    if ('update' in write) {
      const { pk, sk } = write.update;
      store({ ...changed(items.get(placeOf(write.update)) ?? {}, write.set), pk, sk });
    }
  };
  for (const record of records) store(record);

  return {
    all: () => [...items.values()],
    ofType: (type) => [...items.values()].filter((item) => item['type'] === type),
    get: async (key) => items.get(placeOf(key)),
    getMany: async (keys) => keys.map((key) => items.get(placeOf(key))).filter((item) => item !== undefined),
    query: async (options) => {
      if (options.index && options.consistent) throw new Error('ValidationException: an index has no consistent reads');
      const { partitionKey, sortKey } = options.index ? TABLE_SCHEMA.indexes[options.index] : TABLE_SCHEMA;
      const found = [...items.values()]
        .filter((item) => item[partitionKey] === options.partition && within(String(item[sortKey]), options))
        .sort((a, b) => inOrder(String(a[sortKey]), String(b[sortKey])));
      if (options.newestFirst) found.reverse();
      const { limit = Number.POSITIVE_INFINITY } = options;
      return { items: found.slice(0, limit), more: found.length >= limit };
    },
    count: async ({ index, partition, limit = Number.POSITIVE_INFINITY, where }) => {
      const { partitionKey } = index ? TABLE_SCHEMA.indexes[index] : TABLE_SCHEMA;
      const found = [...items.values()].filter((item) => item[partitionKey] === partition).slice(0, limit);
      return found.filter((item) => !where || holds(where, item)).length;
    },
    put: async (item, condition) => {
      require('put', item, condition);
      store(item);
    },
    update: async (key, set, condition) => {
      require('update', key, condition);
      apply({ label: 'update', update: key, set });
      return items.get(placeOf(key)) ?? {};
    },
    transact: async (writes) => {
      if (writes.length > 100) throw new Error('ValidationException: more than 100 writes');
      if (new Set(writes.map((write) => placeOf(keyOf(write)))).size < writes.length) {
        throw new Error('ValidationException: two writes of one item');
      }
      for (const write of writes) require(write.label, keyOf(write), write.condition);
      for (const write of writes) apply(write);
    },
  };
};
