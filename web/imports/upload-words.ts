import { bytesInWords, timeLeft } from './import-words.ts';
import type { Upload } from './uploads.ts';

type Told = Pick<Upload, 'phase' | 'bytes' | 'size' | 'rate'>;

/** How far an upload is, in a sentence. */
export const uploadInWords = ({ phase, bytes, size, rate }: Told): string => {
  const done = `${bytesInWords(bytes)} of ${bytesInWords(size)}`;
  switch (phase) {
    case 'queued':
      return `${bytesInWords(size)}, waits for the file before it`;
    case 'checking':
      return 'Looking whether it was imported before';
    case 'sending':
      return rate === undefined ? done : `${done}, ${timeLeft((size - bytes) / rate)}`;
    case 'waiting':
      return `${done}. The line is down; it goes on by itself when the line is back.`;
    case 'finishing':
      return 'Putting the parts together';
    case 'done':
      return `${bytesInWords(size)}, uploaded`;
    case 'failed':
      return `${bytesInWords(size)}, not uploaded`;
  }
};
