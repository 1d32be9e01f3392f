import * as z from 'zod';
import type { EngineCall, Fault } from '../../local/engines/tap.ts';

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem']);

const consumed = z.object({ CapacityUnits: z.number() });
const answer = z.object({ ConsumedCapacity: z.union([consumed, z.array(consumed)]).optional() });

/** Adds up the units that the engine says were consumed, table and indexes together. */
export const capacityMeter = () => {
  let write = 0;
  let read = 0;
  return {
    onCall: ({ service, operation }: EngineCall): Fault | undefined => {
      if (service !== 'dynamodb') return undefined;
      return {
        kind: 'look',
        add: { ReturnConsumedCapacity: 'INDEXES' },
        seen: (body) => {
          const { ConsumedCapacity = [] } = answer.parse(body);
          const units = [ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
          if (WRITES.has(operation)) write += units;
          else read += units;
        },
      };
    },
    reset: () => {
      write = 0;
      read = 0;
    },
    total: () => ({ write, read }),
  };
};
