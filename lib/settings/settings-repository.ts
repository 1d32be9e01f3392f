import type * as z from 'zod';
import { versionMismatch } from '../errors.ts';
import { isNew, type Table, type Write } from '../table/table.ts';
import { ConditionFailed } from '../table/write-errors.ts';
import type { ActorRef } from '../users/actor.ts';
import { currentSettingsEntity, currentSettingsKey, pastSettingsEntity, pastSettingsKey } from './settings-entity.ts';

/** A kind of setting: its name, its shape, and what holds until somebody sets it. */
export interface SettingsKind<T> {
  readonly name: string;
  readonly schema: z.ZodType<T>;
  readonly initial: T;
}

/** The setting as it is now; version 0 is what holds before anybody set it. */
export interface Settings<T> {
  readonly version: number;
  readonly value: T;
}

/** A setting as it is now. */
export const readSettings = async <T>(
  table: Table,
  { name, schema, initial }: SettingsKind<T>,
): Promise<Settings<T>> => {
  const item = await table.get(currentSettingsKey(name), { consistent: true });
  if (!item) return { version: 0, value: initial };
  const { version, value } = currentSettingsEntity.fromItem(item);
  return { version, value: schema.parse(value) };
};

/** A setting as it was in a version, or `undefined` when there is no such version. */
export const readPastSettings = async <T>(
  table: Table,
  { name, schema }: SettingsKind<T>,
  version: number,
): Promise<T | undefined> => {
  const item = await table.get(pastSettingsKey(name, version), { consistent: true });
  return item && schema.parse(pastSettingsEntity.fromItem(item).value);
};

/** Sets a setting as of the version that was read, together with other writes; every version is kept. Errors: `version-mismatch`. */
export const writeSettings = async <T>(
  table: Table,
  { name }: SettingsKind<T>,
  expectedVersion: number,
  change: { value: T; by: ActorRef; at: string },
  together: readonly Write[] = [],
): Promise<Settings<T>> => {
  const version = expectedVersion + 1;
  const record = { ...change, name, version };
  try {
    await table.transact([
      {
        label: 'settings',
        put: currentSettingsEntity.toItem(record),
        condition:
          expectedVersion === 0
            ? isNew
            : {
                text: '#version = :version',
                names: { '#version': 'version' },
                values: { ':version': expectedVersion },
              },
      },
      { label: 'settings-version', put: pastSettingsEntity.toItem(record), condition: isNew },
      ...together,
    ]);
  } catch (error) {
    if (error instanceof ConditionFailed) throw versionMismatch();
    throw error;
  }
  return { version, value: change.value };
};
