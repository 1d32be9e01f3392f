import { createHash } from 'node:crypto';
import * as z from 'zod';
import { idOf } from '../ids.ts';
import { readSettings } from '../settings/settings-repository.ts';
import { ConditionFailed } from '../table/write-errors.ts';
import type { Import } from './import-entity.ts';
import { IMPORT_FOLDER_SETTINGS } from './import-folder-settings.ts';
import type { ImportDesk } from './import-job.ts';
import { copyKey, folderOfKey, importOfKey } from './import-objects.ts';
import { insertImport } from './import-repository.ts';
import { newStep } from './open-step.ts';
import { openStep } from './open-step-repository.ts';

/** What S3 tells of files (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html). */
export const arrivalSchema = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      eventTime: z.string(),
      s3: z.object({
        object: z.object({
          key: z.string(),
          size: z.number(),
          eTag: z.string().optional(),
          sequencer: z.string().optional(),
        }),
      }),
    }),
  ),
});

type Arrival = z.output<typeof arrivalSchema>['Records'][number];

/** Keys are encoded as in a form, by the same page. */
const keyOf = ({ s3 }: Arrival): string => decodeURIComponent(s3.object.key.replaceAll('+', ' '));

const LONGEST_NAME = 200;

const nameOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1).slice(-LONGEST_NAME) || key;

/** The import that a dropped file makes: the same for the same arrival, however often S3 tells of it. */
const droppedImport = async ({ table, now }: ImportDesk, arrival: Arrival, key: string): Promise<Import> => {
  const { eTag = '', sequencer = '', size } = arrival.s3.object;
  const arrivedAt = Date.parse(arrival.eventTime);
  const time = Number.isFinite(arrivedAt) ? arrivedAt : now();
  const folder = folderOfKey(key);
  const { value: folders } = await readSettings(table, IMPORT_FOLDER_SETTINGS);
  const saved = folders.find((one) => one.folder === folder);
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([key, eTag, sequencer]))
    .digest('hex');
  const id = idOf(time, fingerprint);
  return {
    id,
    name: nameOf(key),
    size,
    state: 'uploading',
    key: copyKey(id),
    droppedAs: key,
    folder,
    columns: [],
    options: saved?.options,
    commitsByItself: saved?.commit,
    run: 0,
    updatedAt: new Date(time).toISOString(),
    version: 1,
  };
};

/**
 * The import that a file belongs to which arrived in the bucket: the client's uploads have one, and for what somebody dropped one is made. Gives its id, or `undefined` for
 * what is no file, such as the folder itself.
 */
export const importOfArrival = async (desk: ImportDesk, arrival: Arrival): Promise<string | undefined> => {
  const key = keyOf(arrival);
  if (key.endsWith('/')) return undefined;
  const uploaded = importOfKey(key);
  if (uploaded !== undefined) return uploaded;
  const dropped = await droppedImport(desk, arrival, key);
  try {
    const step = openStep(newStep(dropped.id, 'read', 0, desk.now()));
    await desk.table.transact([insertImport(dropped), step]);
  } catch (error) {
    // S3 told of this file before.
    if (!(error instanceof ConditionFailed)) throw error;
  }
  return dropped.id;
};
