import * as z from 'zod';
import { defineEntity } from '../table/item.ts';
import { actorRefSchema } from '../users/actor.ts';

const schema = z.object({
  name: z.string(),
  version: z.number(),
  value: z.unknown(),
  at: z.string(),
  by: actorRefSchema,
});

/** One version of a setting; the newest is kept once more as the current one. */
export type SettingsVersion = z.output<typeof schema>;

const partition = (name: string): string => `SETTINGS#${name}`;

export const currentSettingsKey = (name: string) => ({ pk: partition(name), sk: 'CURRENT' });

const VERSION_DIGITS = 8;

export const pastSettingsKey = (name: string, version: number) => ({
  pk: partition(name),
  sk: `V#${String(version).padStart(VERSION_DIGITS, '0')}`,
});

export const currentSettingsEntity = defineEntity({
  type: 'settings',
  version: 1,
  schema,
  keys: ({ name }) => currentSettingsKey(name),
});

export const pastSettingsEntity = defineEntity({
  type: 'settings-version',
  version: 1,
  schema,
  keys: ({ name, version }) => pastSettingsKey(name, version),
});
