import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineCall } from '../../local/engines/tap.ts';
import { engineCallSchema } from './engine-call-permissions.ts';

/** Gives the calls of all recordings in a folder, one call a line; a folder without any gives none. */
export const readRecordings = (folder: string): readonly EngineCall[] => {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jsonl')) : [];
  return files.flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => engineCallSchema.parse(JSON.parse(line))),
  );
};
