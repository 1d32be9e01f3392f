import type * as z from 'zod';

/** An item as the table holds it. */
export type Item = Readonly<Record<string, unknown>>;

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** The keys of an item: where it lives, and in which indexes it appears. */
export interface ItemKeys extends Key {
  readonly listKey?: string;
  readonly listSort?: string;
  readonly ownerKey?: string;
  readonly relationKey?: string;
  readonly relationSort?: string;
  /** Seconds since the epoch. */
  readonly expiresAt?: number;
}

export interface Entity<T> {
  readonly type: string;
  /** The item of a record. */
  toItem(record: T): Item & Key;
  /** The record of an item; an unknown type or schema version is an error, never a silent drop. */
  fromItem(item: Item): T;
}

interface EntityOptions<S extends z.ZodObject> {
  readonly type: string;
  readonly version: number;
  readonly schema: S;
  readonly keys: (record: z.output<S>) => ItemKeys;
}

const withoutUndefined = (record: object): Item =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

/** Declares how records of one kind are kept: their keys, their attributes and the version of that shape. */
export const defineEntity = <S extends z.ZodObject>({
  type,
  version,
  schema,
  keys,
}: EntityOptions<S>): Entity<z.output<S>> => ({
  type,
  toItem: (record) => {
    const { pk, sk, ...rest } = keys(record);
    return { ...withoutUndefined(record), ...withoutUndefined(rest), pk, sk, type, v: version };
  },
  fromItem: (item) => {
    if (item['type'] !== type || item['v'] !== version) {
      throw new Error(`expected a ${type} item of version ${version}, found ${item['type']} version ${item['v']}`);
    }
    return schema.parse(item);
  },
});
