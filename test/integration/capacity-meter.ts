import * as z from 'zod';
import type { EngineCall, Fault } from '../../local/engines/tap.ts';

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem']);

const consumed = z.object({ CapacityUnits: z.number() });
const answer = z.object({ ConsumedCapacity: z.union([consumed, z.array(consumed)]).optional() });

/** What follows the stream, and is on nobody's way. */
const isFollower = (functionId: string): boolean => functionId.includes('Projector');

/**
 * Adds up the units that the engine says were consumed, table and indexes together: of all functions but those that follow the stream, or of
 * those alone.
 */
export const capacityMeter = ({ followers = false } = {}) => {
  let write = 0;
  let read = 0;
  let calls = 0;
  return {
    onCall: ({ functionId, service, operation }: EngineCall): Fault | undefined => {
      if (service !== 'dynamodb' || isFollower(functionId) !== followers) return undefined;
      calls += 1;
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
      calls = 0;
    },
    total: () => ({ write, read, calls }),
  };
};
