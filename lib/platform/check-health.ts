import { SluiceError } from '../errors.ts';
import type { Table } from '../table/table.ts';

/** An item that is never there: reading it costs half a unit and shows that the table answers. */
const NOTHING = { pk: 'HEALTH', sk: 'HEALTH' };

/** Errors: `table-unavailable` when the table does not answer. */
export const checkHealth = async (table: Table): Promise<void> => {
  try {
    await table.get(NOTHING);
  } catch (cause) {
    throw new SluiceError('upstream', 'table-unavailable', 'The table does not answer.', { retryable: true, cause });
  }
};
