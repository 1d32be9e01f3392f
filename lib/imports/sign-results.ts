import { conflict } from '../errors.ts';
import type { FileStore } from '../files/file-store.ts';
import type { Import } from './import-entity.ts';

/** Seconds for which a link to the results is good. */
const LINK_SECONDS = 15 * 60;

/** A link to the results file of an import, and until when it is good (`now` in milliseconds since the epoch). Errors: `results-not-ready`. */
export const signResults = async (
  files: FileStore,
  { name, resultsKey }: Import,
  now: number,
): Promise<{ url: string; expiresAt: string }> => {
  if (resultsKey === undefined) {
    throw conflict('results-not-ready', 'The results file is not written yet. Try again in a moment.');
  }
  const fileName = `${name.replace(/\.[A-Za-z]{3,4}$/, '')} results.csv`;
  return {
    url: await files.signDownload(resultsKey, fileName, LINK_SECONDS),
    expiresAt: new Date(now + LINK_SECONDS * 1000).toISOString(),
  };
};
