import { isNew, type Table } from '../table/table.ts';
import { ConditionFailed } from '../table/write-errors.ts';
import type { Decision } from './decision.ts';
import { decisionEntity, decisionKey } from './decision-entity.ts';

/** Keeps a decision under its id unless it is kept already: a read that finds it costs a tenth of a write that is refused. */
export const keepDecision = async (table: Table, id: string, decision: Decision): Promise<void> => {
  if (await table.get(decisionKey(id))) return;
  try {
    await table.put(decisionEntity.toItem({ ...decision, id }), isNew);
  } catch (error) {
    // Another worker kept the same one just now.
    if (!(error instanceof ConditionFailed)) throw error;
  }
};

/** A decision that a lead names, or `undefined`. */
export const findDecision = async (table: Table, id: string): Promise<Decision | undefined> => {
  const item = await table.get(decisionKey(id));
  return item && decisionEntity.fromItem(item);
};
