import { isUtf8 } from 'node:buffer';
import { DELIMITERS, type Delimiter, type Encoding, type ListFormat, unitOf } from './list-format.ts';
import { notAList, notAListByBytes, notAListByText } from './not-a-list.ts';
import { decode, readRecords } from './read-records.ts';

/** Bytes of the head by which the delimiter is chosen: some hundred records. */
const SAMPLE = 32 * 1024;
/** A head that is one single line from so many bytes on is no list. */
const LONG_LINE = 64 * 1024;

const BYTE_ORDER_MARKS: readonly (readonly [mark: readonly number[], encoding: Encoding])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

const UNKNOWN = 'Save it as CSV UTF-8 and upload it again.';

/** UTF-16 without a mark: half of the bytes of ASCII characters are zero, all on the same side, and a list has many of these. */
const bareUtf16 = (head: Uint8Array): Encoding | undefined => {
  const zeros: [even: number, odd: number] = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2 === 0 ? 0 : 1] += 1;
  });
  const [even, odd] = zeros;
  if (Math.max(even, odd) < head.length / 20 || Math.min(even, odd) > Math.max(even, odd) / 20) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
};

/** Control characters that no text has; tab, line ends, form feed, the end mark of DOS and escape are let pass. */
const isBinary = (head: Uint8Array): boolean => {
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) return true;
    if (byte < 32 && ![9, 10, 11, 12, 13, 26, 27].includes(byte)) controls += 1;
  }
  return controls > head.length / 100;
};

/** The head without a character of UTF-8 that its end cuts: at most three bytes. */
const wholeCharacters = (head: Uint8Array): Uint8Array => {
  for (let back = 1; back <= Math.min(3, head.length); back += 1) {
    if ((head[head.length - back] ?? 0) >= 0xc0) return head.subarray(0, head.length - back);
  }
  return head;
};

const encodingOf = (head: Uint8Array): Pick<ListFormat, 'encoding' | 'start'> => {
  for (const [mark, encoding] of BYTE_ORDER_MARKS) {
    if (mark.every((byte, index) => head[index] === byte)) return { encoding, start: mark.length };
  }
  const encoding = bareUtf16(head);
  if (encoding) return { encoding, start: 0 };
  if (isBinary(head)) throw notAList('a file of another kind', 'Export the list as CSV and upload that.');
  return { encoding: isUtf8(head) || isUtf8(wholeCharacters(head)) ? 'utf-8' : 'windows-1252', start: 0 };
};

/** The number that occurs most often, and the share of all that it is. */
const mostCommon = (counts: readonly number[]): { most: number; share: number } => {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  const [most = 1, of = 0] = [...times].sort(([, one], [, other]) => other - one)[0] ?? [];
  return { most, share: counts.length === 0 ? 0 : of / counts.length };
};

/** How much speaks for a delimiter: that records have the same number of cells as the first, more than one, and that no space follows it as in prose. */
const evidenceFor = (sample: Uint8Array, format: ListFormat): number => {
  const records = readRecords(format, sample, 1).flatMap((record) => ('cells' in record ? [record.cells] : []));
  const whole = records.length > 2 ? records.slice(0, -1) : records;
  const { most, share } = mostCommon(whole.map((cells) => cells.length));
  const header = whole[0]?.length ?? 0;
  if (most < 2 && header < 2) return 0;
  const rest = whole.flatMap((cells) => cells.slice(1));
  const prose = rest.filter((cell) => /^ \S/.test(cell)).length / Math.max(1, rest.length);
  const agreement = header >= 2 ? Math.max(0.3, header === most ? share : 0) : share - 0.5;
  return agreement * (1 - 0.7 * prose) + 0.005 * Math.min(most, 20);
};

/** Below this nothing is divided: the list has one column. */
const ENOUGH = 0.25;
/** Where two are as likely, the one that occurs less in prose. */
const BY_RARITY: readonly Delimiter[] = ['\t', '|', ';', ','];

const delimiterOf = (sample: Uint8Array, format: Omit<ListFormat, 'delimiter'>): Delimiter => {
  let best: Delimiter | undefined;
  let evidence = ENOUGH;
  for (const delimiter of BY_RARITY) {
    const found = evidenceFor(sample, { ...format, delimiter });
    if (found > evidence) [best, evidence] = [delimiter, found];
  }
  // In a list of one column, what occurs nowhere divides nothing.
  const text = decode(sample, format.encoding);
  return best ?? DELIMITERS.find((delimiter) => !text.includes(delimiter)) ?? ',';
};

/** The line with which a list tells Excel its delimiter. */
const SEPARATOR_LINE = /^"?sep=([,;\t|])"?(?:\r\n|\n|\r)/i;

/**
 * How a list is to be read, from its first bytes (256 KiB at most are of use): byte order mark or what the bytes allow, and the delimiter by which the records
 * agree. Errors: `not-a-list` with a sentence that says what the file is.
 */
export const detectFormat = (head: Uint8Array): ListFormat => {
  const foreign = notAListByBytes(head);
  if (foreign) throw foreign;
  const { encoding, start } = encodingOf(head);
  const text = decode(head.subarray(start), encoding);
  const refused = notAListByText(text);
  if (refused) throw refused;
  if (head.length >= LONG_LINE && !/[\r\n]/.test(text)) throw notAList('a single endless line', UNKNOWN);

  const [separatorLine = '', separator = ''] = SEPARATOR_LINE.exec(text) ?? [];
  const first = start + separatorLine.length * unitOf(encoding);
  const told = DELIMITERS.find((delimiter) => delimiter === separator);
  if (told) return { encoding, delimiter: told, start: first };
  const sample = head.subarray(first, first + SAMPLE);
  return { encoding, delimiter: delimiterOf(sample, { encoding, start: first }), start: first };
};
