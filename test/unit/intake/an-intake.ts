import { DEMO_FORM } from '../../../lib/forms/form.ts';
import type { Intake } from '../../../lib/intake/process-submission.ts';
import type { Table } from '../../../lib/table/table.ts';
import { MINUTE, NOW, SCORERS } from '../builders.ts';

/** An intake of the demo form without custom fields, whose router counts how often it was asked. */
export const anIntake = (table: Table, changes: Partial<Intake> = {}) => {
  const turns = { taken: 0 };
  const intake: Intake = {
    table,
    router: {
      assign: async () => {
        turns.taken += 1;
        return { lead: { ownerId: `rep-${turns.taken}` } };
      },
    },
    // Each message as if another worker had it: nothing but the table keeps them apart.
    oneByOne: (_key, work) => work(),
    formOf: async () => DEMO_FORM,
    customFields: async () => [],
    scorers: SCORERS,
    askToConfirm: async () => undefined,
    enrich: async () => undefined,
    tellOwner: async () => undefined,
    now: () => NOW + MINUTE,
    ...changes,
  };
  return { intake, turns };
};
