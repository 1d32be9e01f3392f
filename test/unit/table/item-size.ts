const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

const significantDigits = (value: number): number =>
  Math.max(1, String(Math.abs(value)).replace('.', '').replace(/^0+/, '').replace(/0+$/, '').length);

const valueSize = (value: unknown): number => {
  if (typeof value === 'string') return bytesOf(value);
  if (typeof value === 'number') return Math.ceil(significantDigits(value) / 2) + 1 + (value < 0 ? 1 : 0);
  if (typeof value === 'boolean' || value === null) return 1;
  if (Array.isArray(value)) return value.reduce((sum: number, element) => sum + 1 + valueSize(element), 3);
  if (typeof value === 'object') {
    return Object.entries(value).reduce((sum, [name, element]) => sum + 1 + bytesOf(name) + valueSize(element), 3);
  }
  throw new Error(`DynamoDB keeps no ${typeof value}`);
};

/**
 * The size of an item in bytes by DynamoDB's rules: names and texts in UTF-8, a number one byte for two digits and one more, a list
 * or map three and one more for each element
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html).
 */
export const itemSize = (item: Readonly<Record<string, unknown>>): number =>
  Object.entries(item)
    .filter(([, value]) => value !== undefined)
    .reduce((sum, [name, value]) => sum + bytesOf(name) + valueSize(value), 0);
