import { useEffect, useState } from 'preact/hooks';
import { type Upload, watchUploads } from './uploads.ts';

/** The files on their way, the first one first. */
export const useUploads = (): readonly Upload[] => {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  useEffect(() => watchUploads(setUploads), []);
  return uploads;
};
