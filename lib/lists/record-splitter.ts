import { invalid } from '../errors.ts';
import { type ListFormat, unitOf } from './list-format.ts';

/** Where a record lies in the bytes, its line end included. */
export interface RecordPlace {
  /** Bytes from the beginning of what was pushed. */
  readonly start: number;
  readonly end: number;
  /** Whether it holds nothing but delimiters, quotes and white space. */
  readonly blank: boolean;
  /** Whether it has a quote that is never closed, or is longer than `MOST_RECORD`. */
  readonly broken: boolean;
}

export interface RecordSplitter {
  /** Takes the next bytes, cut anywhere. Errors: `not-a-list` for a record that no list has. */
  push(bytes: Uint8Array): void;
  /** Says that there are no more bytes. */
  end(): void;
}

/** Bytes after which a quoted cell counts as one whose quote nobody closed: a long note fits, a hundred rows do not vanish in it. */
const MOST_QUOTED = 64 * 1024;
/** Bytes beyond which a record is broken: no lead has as much to say. */
export const MOST_RECORD = 256 * 1024;
/** Bytes beyond which the file is no list, so that a part of it always fits in memory. */
const HOPELESS_RECORD = 4 * 1024 * 1024;

// What a byte may mean; the states below rely on `OTHER` being 0.
const OTHER = 0;
const SPACE = 1;
const DELIMITER = 2;
const QUOTE = 3;
const CR = 4;
const LF = 5;

// Where in a record the splitter is.
const FIELD_START = 0;
const BARE = 1;
const QUOTED = 2;
const AFTER_QUOTE = 3;
const AFTER_CR = 4;

const meanings = (delimiter: string): Uint8Array => {
  const table = new Uint8Array(256);
  for (const white of [' ', '\t', '\0']) table[white.charCodeAt(0)] = SPACE;
  table[delimiter.charCodeAt(0)] = DELIMITER;
  table['"'.charCodeAt(0)] = QUOTE;
  table['\r'.charCodeAt(0)] = CR;
  table['\n'.charCodeAt(0)] = LF;
  return table;
};

const joined = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
};

const NOTHING = new Uint8Array(0);

/**
 * Finds where records begin and end without decoding: the bytes of delimiters, quotes and line ends mean the same everywhere in UTF-8 and
 * Windows-1252, and units of two bytes do in UTF-16. A quote that does not close within 64 KiB, at the end, or where a quote may close costs its own line
 * and no other. What is kept between two pushes is at most one quoted cell.
 */
export const createRecordSplitter = (
  { encoding, delimiter }: Pick<ListFormat, 'encoding' | 'delimiter'>,
  onRecord: (record: RecordPlace) => void,
): RecordSplitter => {
  const unit = unitOf(encoding);
  const table = meanings(delimiter);
  /** Where in a unit its ASCII byte is. */
  const low = encoding === 'utf-16be' ? 1 : 0;

  let kept = NOTHING;
  /** Offset of the first kept byte, or of the next push when none is kept. */
  let base = 0;
  /** How much of what is kept has been looked at. */
  let seen = 0;

  let state = FIELD_START;
  let recordStart = 0;
  let blank = true;
  let broken = false;
  /** Where the quote of this cell was opened, and where the line after it begins, or -1. */
  let quoteAt = 0;
  let nextLine = -1;
  let nextLineAfterCr = false;
  let blankLine = true;

  const emit = (end: number, isBlank: boolean, isBroken: boolean) => {
    if (end - recordStart > HOPELESS_RECORD) throw hopeless(recordStart);
    onRecord({ start: recordStart, end, blank: isBlank, broken: isBroken || end - recordStart > MOST_RECORD });
    recordStart = end;
    state = FIELD_START;
    blank = true;
    broken = false;
  };

  /** Gives up the quote that is open: its line is the record. The offset from which to look again. */
  const giveUpQuote = (at: number): number => {
    if (nextLine < 0) {
      broken = true;
      state = BARE;
      return at;
    }
    emit(nextLine, blankLine, true);
    return recordStart;
  };

  /** What the unit at an index means. */
  const meaningAt = (bytes: Uint8Array, index: number): number => {
    if (unit === 1) return table[bytes[index] ?? 0] ?? OTHER;
    return bytes[index + 1 - low] === 0 ? (table[bytes[index + low] ?? 0] ?? OTHER) : OTHER;
  };

  /** From a unit that means nothing to the next that may mean something: what most of a list is. */
  const skipOther = (bytes: Uint8Array, from: number, until: number): number => {
    let index = from + unit;
    if (unit === 1) while (index < until && table[bytes[index] ?? 0] === OTHER) index += 1;
    return index;
  };

  const lookThrough = (bytes: Uint8Array, from: number, until: number) => {
    let index = from;
    while (index < until) {
      const meaning = meaningAt(bytes, index);
      if (state === AFTER_CR) {
        // A line feed after a carriage return is the same line end.
        if (meaning === LF) index += unit;
        emit(base + index, blank, broken);
        continue;
      }
      if (state === QUOTED) {
        const place = base + index;
        if (place - quoteAt > MOST_QUOTED) {
          index = giveUpQuote(place) - base;
          continue;
        }
        if (meaning === QUOTE) state = AFTER_QUOTE;
        else if (meaning === CR || meaning === LF) {
          const next = place + unit;
          if (nextLine < 0 || (nextLineAfterCr && meaning === LF && nextLine === place)) {
            nextLine = next;
            nextLineAfterCr = meaning === CR;
            blankLine = blank;
          }
        } else if (meaning === OTHER) {
          blank = false;
          index = skipOther(bytes, index, Math.min(until, quoteAt + MOST_QUOTED - base));
          continue;
        }
        index += unit;
        continue;
      }
      if (state === AFTER_QUOTE) {
        if (meaning === QUOTE) {
          // A doubled quote: still inside.
          state = QUOTED;
          index += unit;
          continue;
        }
        if (meaning !== DELIMITER && meaning !== CR && meaning !== LF) {
          // Text after what should close the cell: within a line it is taken as it stands; after a line end the quote was never meant to be open.
          if (nextLine >= 0) {
            index = giveUpQuote(base + index) - base;
            continue;
          }
          state = BARE;
        }
      }
      switch (meaning) {
        case OTHER:
          blank = false;
          state = BARE;
          index = skipOther(bytes, index, until);
          break;
        case SPACE:
          state = BARE;
          index += unit;
          break;
        case DELIMITER:
          state = FIELD_START;
          index += unit;
          break;
        case QUOTE:
          if (state === FIELD_START) {
            state = QUOTED;
            quoteAt = base + index;
            nextLine = -1;
          }
          index += unit;
          break;
        case CR:
          state = AFTER_CR;
          index += unit;
          break;
        default:
          index += unit;
          emit(base + index, blank, broken);
      }
    }
  };

  /** Keeps of the bytes what may have to be looked at again. */
  const keep = (bytes: Uint8Array, looked: number) => {
    const open = (state === QUOTED || state === AFTER_QUOTE) && nextLine >= 0;
    const from = open ? nextLine - base : looked;
    // A copy: what was pushed belongs to the caller, who may use its memory again.
    kept = new Uint8Array(bytes.subarray(from));
    base += from;
    seen = looked - from;
  };

  return {
    push(pushed) {
      const bytes = joined(kept, pushed);
      const until = bytes.length - (bytes.length % unit);
      lookThrough(bytes, seen, until);
      keep(bytes, until);
      if (base + seen - recordStart > HOPELESS_RECORD) throw hopeless(recordStart);
    },
    end() {
      const until = kept.length - (kept.length % unit);
      while (state === QUOTED && nextLine >= 0) lookThrough(kept, giveUpQuote(base + until) - base, until);
      if (state === QUOTED) broken = true;
      const end = base + kept.length;
      // Half a unit of UTF-16 at the end is a broken record.
      if (end > recordStart) emit(end, blank, broken || until < kept.length);
    },
  };
};

const hopeless = (start: number) =>
  invalid(
    'not-a-list',
    `The row that begins at byte ${start} is longer than 4 MB. That is no list: save it as CSV UTF-8, one row a line.`,
  );
