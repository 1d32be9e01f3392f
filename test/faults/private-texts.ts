import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The private texts that stand in some log of a data folder: none of what people sent may be there. */
export const privateTextsInLogs = (dataDir: string, sent: readonly Readonly<Record<string, string>>[]): string[] => {
  const folder = join(dataDir, 'logs');
  const logs = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const texts = new Set(sent.flatMap((fields) => Object.values(fields)));
  return [...texts].filter((text) => logs.some((log) => log.includes(text)));
};

/** What the functions of a data folder logged in all. */
export const logLines = (dataDir: string): string[] => {
  const folder = join(dataDir, 'logs');
  return readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => line !== ''),
  );
};
