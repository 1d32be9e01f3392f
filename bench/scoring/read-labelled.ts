import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import * as z from 'zod';

/** A lead of the file with how it ended. */
export interface LabelledRow {
  readonly cells: Readonly<Record<string, string>>;
  readonly converted: boolean;
}

export interface LabelledFile {
  readonly rows: readonly LabelledRow[];
  /** The columns to predict from. */
  readonly columns: readonly string[];
  /** Rows without a readable label. */
  readonly unlabelled: number;
}

const YES = new Set(['1', 'true', 'yes', 'y', 'won', 'converted']);
const NO = new Set(['0', 'false', 'no', 'n', 'lost', 'disqualified']);

const labelOf = (text: string | undefined): boolean | undefined => {
  const folded = text?.trim().toLowerCase() ?? '';
  if (YES.has(folded)) return true;
  return NO.has(folded) ? false : undefined;
};

const cellsSchema = z.record(z.string(), z.string());

/** Reads a CSV with a header; fails where no row of the column says whether the lead converted. */
export const readLabelled = async (path: string, label: string, leftOut: readonly string[]): Promise<LabelledFile> => {
  const rows: LabelledRow[] = [];
  let unlabelled = 0;
  const records = createReadStream(path).pipe(
    parse({ bom: true, columns: true, relax_column_count: true, trim: true }),
  );
  for await (const record of records) {
    const { [label]: outcome, ...cells } = cellsSchema.parse(record);
    const converted = labelOf(outcome);
    if (converted === undefined) unlabelled += 1;
    else rows.push({ cells, converted });
  }
  if (rows.length === 0)
    throw new Error(`no row says in the column "${label}" whether the lead converted (1 or 0, yes or no)`);
  const columns = Object.keys(rows[0]?.cells ?? {}).filter((column) => column !== '' && !leftOut.includes(column));
  return { rows, columns, unlabelled };
};
