import type { Table } from '../table/table.ts';
import { ConditionFailed } from '../table/write-errors.ts';

/** Seconds for which a spent proof is remembered: twice as long as its challenge lives. */
const KEPT = 7_200;

/** Spends the solution of a challenge on a submission; `false` when another one has it. The same submission may come twice. */
export const spendProof = async (
  table: Table,
  signature: string,
  submissionId: string,
  now: number,
): Promise<boolean> => {
  try {
    await table.put(
      {
        pk: `PROOF#${signature}`,
        sk: 'PROOF',
        type: 'proof',
        v: 1,
        submissionId,
        expiresAt: Math.floor(now / 1000) + KEPT,
      },
      { text: 'attribute_not_exists(pk) OR submissionId = :id', values: { ':id': submissionId } },
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
};
