import * as z from 'zod';

/** The encodings that lists come in; `windows-1252` is what Excel in western Europe and America writes as "CSV". */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
/** What stands between two cells. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;

export const listFormat = z.object({
  encoding: z.enum(ENCODINGS),
  delimiter: z.enum(DELIMITERS),
  /** Bytes before the first record: a byte order mark, and Excel's `sep=;` line. */
  start: z.number().int().min(0),
});

/** How the bytes of a list are to be read. Cells are quoted with `"`, and a quote inside is doubled (RFC 4180). */
export type ListFormat = z.output<typeof listFormat>;
export type Encoding = ListFormat['encoding'];
export type Delimiter = ListFormat['delimiter'];

/** Bytes of one code unit. */
export const unitOf = (encoding: Encoding): 1 | 2 => (encoding === 'utf-16le' || encoding === 'utf-16be' ? 2 : 1);
