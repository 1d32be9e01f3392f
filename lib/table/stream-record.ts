import * as z from 'zod';
import type { Item } from './item.ts';

const image = z.record(z.string(), z.unknown());

const recordSchema = z.object({
  dynamodb: z.object({ OldImage: image.optional(), NewImage: image.optional() }),
});

/** A change of an item: as it was, and as it is; one of them is missing when it came or went. */
export interface ItemChange {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/**
 * A value in the wire format, which is a record of its type and itself. Sets become lists: the table holds none.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_AttributeValue.html
 */
const readValue = (wire: unknown): unknown => {
  const [[kind, value] = []] = Object.entries(image.parse(wire));
  switch (kind) {
    case 'N':
      return Number(value);
    case 'NULL':
      return null;
    case 'L':
      return z.array(z.unknown()).parse(value).map(readValue);
    case 'M':
      return itemOf(image.parse(value));
    case 'NS':
      return z.array(z.string()).parse(value).map(Number);
    default:
      return value;
  }
};

const itemOf = (attributes: Readonly<Record<string, unknown>>): Item =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, readValue(value)]));

/** What a record of the table's stream tells, with both images. Errors: a record of another shape. */
export const readStreamRecord = (record: unknown): ItemChange => {
  const { OldImage, NewImage } = recordSchema.parse(record).dynamodb;
  return { before: OldImage && itemOf(OldImage), after: NewImage && itemOf(NewImage) };
};
